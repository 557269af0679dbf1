/** Element names of the PRSB standard “Palliative and end of life care”, mandatory and required ones, as prsb-elements reads them. */
export const PALLIATIVE_CARE = `
Person demographics M = record names
  Person name M
    Person first name M | Person family name M | Person preferred name R | Title R
    Person name suffix R = - suffix
    Person full name R
  Date of birth M = record date of birth
  Gender R = - gender
  Ethnicity R = record ethnicity
  Religion R = preferences.faith
  NHS number R | NHS number status indicator R = record NHS number
  Other identifier R = record identifiers
  Person's address M = record addresses
    Address line 1 M | Address line 2 R | Address line 3 R | Address line 4 R | Address line 5 R
    Postcode R
    Address type R = - address
  Person's contact details R = communication.contactBy
    Preferred contact method R
    Person's telephone number details R = record telephone numbers
      Person's telephone number R | Person's telephone number type R
      Preference of telephone number R = communication.contactBy
    Person's email address details R = communication.email
      Person's email address R
      Person's email address type R = - unused
      Preference of email address R = communication.contactBy
    Other contact information R = communication.otherContact
  Organ and tissue donation R = palliative.organDonation
GP practice M = record practice
  GP practice record entry R
    GP name R = people.name
    GP practice details R | GP practice identifier M
About me R = aboutMe.mostImportant
  What is most important to me R
  People who are important to me R = aboutMe.importantPeople
  How I communicate and how to communicate with me R = aboutMe.communicate
  My wellness R = aboutMe.wellness
  Please do and please don't R = aboutMe.pleaseDo
  How and when to support me R = aboutMe.support
  Also worth knowing about me R = aboutMe.worthKnowing
  Date R = aboutMe.writtenOn
  Supported to write this by R = aboutMe.supportedBy
  Location to multimedia file R = aboutMe.media
Individual requirements R = communication.adjustments
  Reasonable adjustment R = adjustments.kind
    Reasonable adjustment record entry R
      Reasonable adjustment R
      Reasonable adjustment additional detail R = adjustments.what
  Impairment R = impairments.category
    Impairment record entry R
      Impairment category R
      Impairment additional detail R = impairments.detail
  Cognition R = usual.cognition
  Mobility R = usual.mobility
    Mobility needs R
  Other individual requirements R = communication.other
    Other individual requirement R
Alerts R = critical.fact
  Alerts record entry R
    Alert R
Legal information R = advanceDecision.adrt
  Consent relating to child R = childConsent.basis
    Location of document R = childConsent.location
  Mental capacity assessment R = capacity.has
    Location of document R = capacity.location
  Lasting power of attorney for health and welfare or court-appointed deputy (or equivalent) R = attorney.lpa
    Lasting power of attorney for health and welfare or court appointed deputy (or equivalent) R
      Location of document R = attorney.location
      Name of LPA R = attorney.name
      Contact details R = attorney.phone
  Lasting power of attorney for property and financial affairs or court-appointed deputy (or equivalent) R = attorney.property
    Lasting power of attorney for property and financial affairs or court appointed deputy (or equivalent) R
      Location of document R = attorney.propertyLocation
      Name of LPA R
      Contact details R = attorney.propertyPhone
  Advance decision to refuse treatment (ADRT) R
    Advance decision to refuse treatment R
      Location of document R = advanceDecision.location
Professional contacts R = people.name
  Professional contacts record entry R
    Name R
    Role R = people.role
    Key worker R = people.keyWorker
    Speciality R | Team R = people.team
    Organisation R = people.organisation
    Contact details R = people.phone
    Start date R = people.since
    End date R = people.until
Personal contacts R = people.name
  Personal contacts record entry R
    Name M
    Relationship R | Relationship type R = people.relation
    Contact details R = people.phone
Problem list R = record problems
  Problem list record entry R
    Problem M | Onset date R | End Date R
    Stage of disease R = palliative.stage
    Comment R
    Primary Palliative Care Diagnosis R = palliative.diagnosis
      Description of palliative care diagnosis R
Social context R = home.livingWith
  Accommodation status R = home.accommodation
Allergies and adverse reactions R = record allergies
  Allergies and adverse reactions record entry R
    Type of reaction R = - reaction
    Causative agent M
    Reaction details cluster R = - reaction
      Substance R | Description of reaction R | Onset date R | Severity R | Certainty R
      Route of exposure R
    Evidence R = - reaction
    Date first experienced R | Allergy end date R
Medications and medical devices R = record medicines
  Medication item entry R
    Medication item cluster R
      Medication name R
      Form R | Route R | Site R | Method R | Over the counter medication flag R = - doses
      Structured dose direction cluster R = - doses
        Structured dose amount R | Structured dose timing R | Dose direction duration R
        Dose directions description R
      Additional instructions R = - doses
      Course details cluster R = - doses
        Course status R = record medicines
        Indication R
        Start date/time R | End date/time R = record medicines
        Link to indication record R | Comment/recommendation R
      Medication change summary cluster R = - doses
        Status R | Indication R | Date of change R | Description of amendment R
      Total dose daily quantity R = - doses
    Medical devices entry R = equipment.what
      Medical device R
      Comments R = equipment.note
    Medication discontinued entry R = - doses
      Name of discontinued medication R | Status R | Indication R | Date of change R | Comment R
Care and support plan R = needs.what
  Strengths R = strengths.what
  Needs, concerns or problems R
    Goals and hopes R = goals.what
      Goal importance score R = goals.importance
      Actions and activities R = actions.what
        What R
        Who R = actions.owner
          Name R | Role R | Team R | Contact details R
        When R = actions.dueOn
        Suggested strategies R = actions.strategies
        Status R = record state of the action
        Confidence R = actions.confidence
        Date last updated R = record stamp of the line
        Review date R = actions.reviewOn
        Stage goal R = goals.stages
          Outcome R | Goal status R
      Outcomes R = goals.outcome
      Goal status R = goals.status
  Agreed with person or legitimate representative R = agreement.agreed
    Person or legitimate representative R
    Person full name R = agreement.name
    Role R = agreement.relation
  Care funding source R = funding.source
  Date this plan was last updated R = record stamp of the version
  Other care planning documents R = documents.title
  Planned review date/interval R = review.on
  Responsibility for review R = review.by
    Name R
    Role R = review.byRole
    Contact details R = review.phone
Contingency plans R = contingency.trigger
  Trigger factors R
  Contingency plan name R = contingency.name
  What should happen R = contingency.doFirst
  Who should be contacted R = contingency.ring
    Name R
    Role R = people.role
    Contact details R = people.phone
  Agreed with person or legitimate representative R = contingency.agreedWith
    Person or legitimate representative R
    Person full name R | Role R = contingency.agreedName
  Date this plan was last updated R = record stamp of the line
  Planned review date/interval R = contingency.reviewOn
  Responsibility for review R = contingency.reviewBy
    Name R | Role R | Contact details R
  Coping strategies R = contingency.coping
    Coping strategy R
    Start date R | End date R = - dates
  Relapse indicators / early warning signs R = contingency.earlySigns
  Advance statement R = preferences.statement
    Location of document R = preferences.statementLocation
  Anticipatory medicines/equipment R = contingency.medicines
Additional support plans R = supportPlans.name
  Additional support plan name R
  Additional support plan content R = supportPlans.content
  Planned review date/interval R = supportPlans.reviewOn
  Responsibility for review R = supportPlans.reviewBy
    Name R
    Role R = supportPlans.reviewByRole
    Contact details R = supportPlans.reviewPhone
  Date this plan was last updated R = record stamp of the line
Palliative and end of life care R = palliative.anticipatory
  Involvement in advance care planning R = involvement.name
    Person and personal contacts involved in advance care planning R
      Name R
      Relationship R | Relationship type R = involvement.relation
      Role R = involvement.role
  End of life care plans R = supportPlans.kind
    End of life care plan name R = supportPlans.name
    Plan contents R = supportPlans.content
    Plan review date R = supportPlans.reviewOn
    Responsibility for review R = supportPlans.reviewBy
      Name R
      Role R = supportPlans.reviewByRole
      Grade R | Speciality R | Professional identifier R | Organisation name R = - reviewer
      Contact details R = supportPlans.reviewPhone
  Cardio-pulmonary resuscitation (CPR) decision R = cpr.decision
    Involvement in CPR Decision R = involvement.name
      Person and personal contacts involved in the decision R
        Name R
        Relationship R | Relationship type R = involvement.relation
        Role R = involvement.role
    Date for review R = cpr.reviewOn
    Responsibility for review R = cpr.reviewBy
      Name R
      Grade R = - reviewer
      Role R = cpr.reviewByRole
      Specialty R | Organisation name R | Professional identifier R = - reviewer
      Contact details R
    Location of document R = cpr.formLocation
  Estimated prognosis R = palliative.prognosis
  Person is on the Palliative Care Register R = palliative.register
    Free Text R
  Anticipatory medicines/equipment R
    Statement on anticipatory medicines/equipment R
    Anticipatory medicines and equipment R = palliative.inHome
  Preferred place of death R = preferences.deathPlace
    Name of the place R = preferences.death
    Type of Place R
  Palliative care financial support R = palliative.funding
    Type of financial support R
After death R = record date of death
  Actual place of death R = - death
    Name of the place R | Type of place R
  Date of death R
Documents (including correspondence, audio and images) R = documents.title
  Documents R
    Documentation location R = documents.location
    Confidentiality R = documents.confidential
    Class R = documents.kind
    Document title R
    Document name R | Document MIME type R | Service R = - files
    Comments R = documents.comment
    Additional information required for images. R = - files
      Image procedure R | Image procedure date R
      Performing professional R
        Name R | Role R | Grade R | Speciality R | Professional identifier R | Organisation R
        Contact details R
      Images R
        Image capture date R | Image ID R | Image location R
      Format code R | Event code list R
      Person completing record R
        Name R | Role R | Grade R | Specialty R | Organisation R | Professional identifier R
        Date completed R | Contact details R
      Comments R
`;
