/** Element names of the PRSB standard “About Me, version 2.01”, mandatory and required ones, as prsb-elements reads them. */
export const ABOUT_ME = `
About Me R = aboutMe.mostImportant
  About Me record entry R
    What is most important to me R
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    People who are important to me R = aboutMe.importantPeople
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    How I communicate and how to communicate with me R = aboutMe.communicate
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    My wellness R = aboutMe.wellness
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    Please do and please do not R = aboutMe.pleaseDo
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    How and when to support me R = aboutMe.support
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    Also worth knowing about me R = aboutMe.worthKnowing
      About Me response R
        Multi-media R = - files
          Multi-media filename R | Multi-media MIME type R | Multi-media file R | Multi-media URL R
    Supported to write this by R = aboutMe.supportedBy
    Date last updated R = record stamp of the line
`;
