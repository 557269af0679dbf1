/** Element names of the PRSB standard “Personalised care and support plan, version 2.0”, mandatory and required ones, as prsb-elements reads them. */
export const PERSONALISED_PLAN = `
Person demographics M = record names
  Person name M
    Person first name M | Person family name M | Person preferred name R | Title R
    Person name suffix R = - suffix
    Person full name R
  Date of birth M = record date of birth
  Gender R = - gender
  Person alias R = - alias
  Ethnicity R = record ethnicity
  Religion R = preferences.faith
  Sex R = record sex
  NHS number R = record NHS number
  Other identifier R = record identifiers
  Person's address R = record addresses
    Address line 1 M | Address line 2 R | Address line 3 R | Address line 4 R | Address line 5 R
    Postcode M
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
  Place of birth R | Marital status R = - unused
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
Formulation R = formulation.formulation
  Formulation record entry R
    Date R = formulation.on
    Location R = record stamp of the line
    Performing professional R = formulation.by
      Name R
      Role R = formulation.byRole
      Grade R | Speciality R | Professional identifier R | Organisation R | Contact details R = - author
    Formulation R
    Person completing record R = formulation.by
      Name R
      Role R = formulation.byRole
      Grade R | Specialty R | Organisation R | Professional identifier R = - author
      Date completed R = formulation.on
      Contact details R = - author
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
  Location R = record stamp of the version
  Performing professional R = record stamp of the version
    Name R | Role R
    Grade R | Speciality R | Professional identifier R = - author
    Organisation R
    Contact details R = - author
  Person completing record R = record stamp of the version
    Name R | Role R
    Grade R | Specialty R = - author
    Organisation R
    Professional identifier R = - author
    Date completed R
    Contact details R = - author
Contingency/safety plans R = contingency.trigger
  Trigger factors M
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
    Date R = preferences.statementOn
    Location R | Location of document R = preferences.statementLocation
    Performing professional R = record stamp of the line
      Name R | Role R
      Grade R | Speciality R | Professional identifier R = - author
      Organisation R
      Contact details R = - author
    Person completing record R = record stamp of the line
      Name R | Role R
      Grade R | Specialty R = - author
      Organisation R
      Professional identifier R = - author
      Date completed R
      Contact details R = - author
  Anticipatory medicines/equipment R = contingency.medicines
  Location R = record stamp of the line
  Performing professional R = record stamp of the line
    Name R | Role R
    Grade R | Speciality R | Professional identifier R = - author
    Organisation R
    Contact details R = - author
  Person completing record R = record stamp of the line
    Name R | Role R
    Grade R | Specialty R = - author
    Organisation R
    Professional identifier R = - author
    Date completed R
    Contact details R = - author
Additional support plans R = supportPlans.name
  Additional support plan name R
  Additional support plan content R = supportPlans.content
  Planned review date/interval R = supportPlans.reviewOn
  Responsibility for review R = supportPlans.reviewBy
    Name R
    Role R = supportPlans.reviewByRole
    Contact details R = supportPlans.reviewPhone
  Date this plan was last updated R = record stamp of the line
  Location R
  Performing professional R
    Name R | Role R | Grade R | Speciality R | Professional identifier R | Organisation R
    Contact details R
  Person completing record R
    Name R | Role R | Grade R | Specialty R | Organisation R | Professional identifier R
    Date completed R | Contact details R
`;
