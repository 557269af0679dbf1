/** Element names of the PRSB standard “Diabetes”, mandatory and required ones, as prsb-elements reads them. */
export const DIABETES = `
Person demographics M = record names
  Person name M
    Person first name M | Person family name M | Person full name R
  Date of birth M = record date of birth
  NHS number R = record NHS number
  Other identifier R = record identifiers
  Person's address M = record addresses
    Address line 1 M | Address line 2 R | Address line 3 R | Address line 4 R | Address line 5 R
    Postcode R
    Address type R = - address
  Person's contact details R = communication.contactBy
    Person's email address details R = communication.email
      Person's email address R
About me R = aboutMe.mostImportant
  What is most important to me R
  People who are important to me R = aboutMe.importantPeople
  How I communicate and how to communicate with me R = aboutMe.communicate
  My wellness R = aboutMe.wellness
  Please do and please don't R = aboutMe.pleaseDo
  How and when to support me R = aboutMe.support
  Also worth knowing about me R = aboutMe.worthKnowing
  Date M = aboutMe.writtenOn
  Supported to write this by R = aboutMe.supportedBy
  Location to multimedia file R = aboutMe.media
Social context R = home.livingWith
  Smoking status R = record findings
    Smoking status - details R
  Alcohol intake R = record findings
Examination findings R = - results
  Examination findings record entry R
    Examination type R | Examination findings R | Body site R | Laterality R | Severity R
    Observations R
      Observations record entry R
        Device type R = - device
        Value M | Units of measure R | Site R | Interpretation R | Comment R | Manually entered R
      Summary observations R
        Glucose metrics record entry R = - device
          Reporting period M
            Start date M | End date M
          Monitoring type R
            Device type R
          Monitoring detail R
            Mean daily monitoring frequency R
              Value M
            Percent sensor data available R
              Value M | Units of measure M
            Percent number of sensor failures R
              Value M | Units of measure M
            Comment R
          Monitoring data R
            Mean glucose R
              Value M | Units of measure M
              Glycaemic variability indexes R
                Standard deviation R
                  Value M | Units of measure M
                Coefficient of variation (%CV) R
                  Value M | Units of measure M
            Time or values in range R
              Time or values above range (T/VAR) R
                T/VAR level 2 R
                  Value M | Units of measure M
                  Reference range M
                    Reference range lower bound M
                      Value M | Units of measure M
                T/VAR level 1 R
                  Value M | Units of measure M
                  Reference range M
                    Reference range lower bound M
                      Value M | Units of measure M
                    Reference range upper bound R
                      Value M | Units of measure M
              Times or values in range (T/VIR) R
                Value M | Units of measure M
                Reference range M
                  Reference range lower bound M
                    Value M | Units of measure M
                  Reference range upper bound M
                    Value M | Units of measure M
              Times or values below range (T/VBR) R
                T/VBR level 1 R
                  Value M | Units of measure M
                  Reference range M
                    Reference range lower bound R
                      Value M | Units of measure M
                    Reference range upper bound M
                      Value M | Units of measure M
                T/VBR level 2 R
                  Value M | Units of measure M
                  Reference range M
                    Reference range upper bound R
                      Value M | Units of measure M
            Glucose management indicator (GMI) R
              Value M | Units of measure M
            Number of significant hypoglycaemic episodes R
              Value M
            Mean duration of hypoglycaemic episodes R
              Value M | Units of measure M
              Standard deviation R
                Value M | Units of measure M
      Sensor failures record entry R
        Date M | Sensor failure M
Assessments R = - results
  Assessments record entry O
    Assessment type R | Assessment summary R
    Structured assessment R
      Structured assessment name R
      Assessment result R
        Assessment score R | Value R | Units of measure R | Ordinal R
      Subscale result R
        Subscale score M | Value R | Units of measure R | Ordinal R
    Comment R
Medications and medical devices R = record medicines
  Medication administration record entry R = - doses
    Medication name M = record medicines
    Method R | Route R | Site R
    Device type R = equipment.device
    Dose context R
    Dose administered R
      Value M | Units of measure M | Administration date and time M | Start date/time M | End date/time M
    Time of day R | Priming dose indicator R
    Insulin calculations cluster R
      Insulin advisory software R = - device
      Blood glucose R
        Value M | Units of measure M | Date M
      Carbohydrate intake R
        Value M | Units of measure M
      Insulin carbohydrate ratio R
        Value M | Units of measure M
      Insulin sensitivity factor R
        Value M | Units of measure M
      Correction target R
        Value R | Units of measure R
    Comment R
  Usual insulin dosing cluster R = diabetesPlan.insulins
    Insulin regimen R = diabetesPlan.regimen
    Usual insulin record entry R
      Insulin name M
      Device type R = equipment.device
      Dose context R = diabetesPlan.chart
      Usual insulin dose R = diabetesPlan.chart
        Value M | Units of measure M | Time of day R
      Usual bolus calculations R = - doses
        Uses insulin advisory software R = diabetesPlan.software
        Usual carbohydrate intake R
          Value M | Units of measure M
        Usual insulin carbohydrate ratio R = diabetesPlan.chart
          Value M | Units of measure M
        Usual insulin sensitivity factor R = diabetesPlan.chart
          Value M | Units of measure M
        Usual correction target R
          Value M | Units of measure M
  Summary medication metrics R = - device
    Insulin metrics record entry R
      Reporting period M
        Start date M | End date M
      Device data record entry R
        Device type M
        Device use period M
          Use start date M | Use end date M
        Device closed loop R
          Start date/time M | End date/time M
        Device suspension R
          Start date/time M | End date/time M
        Device cannula change R
          Cannula change date and time M
      Device summary metrics R
        Percent device data available R
          Value M | Units of measure M
        Percent time in closed loop R
          Value M | Units of measure M
        Percent time in suspend R
          Value M | Units of measure M
        Number of episodes of suspend greater than 60 minutes R
          Value M
        Mean time between cannula changes R
          Value M | Units of measure M
          Standard deviation R
            Value M | Units of measure M
      Average total dose cluster R
        Total daily dose (mean) R
          Value M | Units of measure M
          Standard deviation R
            Value M | Units of measure M
        Total dose by CSII (mean) R
          Value M | Units of measure M | Start of time block M | End of time block M
          Standard deviation R
            Value M | Units of measure M
        Total daily basal dose (mean) R
          Value M | Units of measure M
          Standard deviation R
            Value M | Units of measure M
        Total daily bolus dose (mean) R
          Value M | Units of measure M
          Standard deviation R
            Value M | Units of measure M
        Number of boluses per day (mean) R
          Value M
          Standard deviation R
            Value M
      Modal insulin record entry R
        Insulin name M | Device type R | Dose context R
        Modal insulin dose R
          Value M | Units of measure M | Time of day R
        Modal bolus calculations R
          Modal carbohydrate intake R
            Value M | Units of measure M
          Modal insulin carbohydrate ratio R
            Value M | Units of measure M
          Modal insulin sensitivity factor R
            Value M | Units of measure M
          Modal correction target R
            Value M | Units of measure M
  Medication item entry R
    Medical devices entry R = equipment.what
      Medical device R
        Device type R | Device manufacturer R | Model R | Software version R | Unique identifier R
        Provision date R | Replacement date R | Warranty details R
      Comments R = equipment.note
Documents (including correspondence, audio and images) R = documents.title
  Documents R
    Documentation location M = documents.location
    Confidentiality R = documents.confidential
    Class R = documents.kind
    Document title R
    Document name R | Document MIME type R = - files
    Comments R = documents.comment
    Additional information required for images. R = - files
      Image procedure R | Image procedure date R
      Images R
        Image capture date R | Image ID R | Image location R
      Format code R | Event code list R | Comments R
`;
