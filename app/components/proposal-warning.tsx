/** What a list by itself has done, said wherever a list of people at risk is made. */
export function ListWarning() {
  return (
    <div className="nhsuk-inset-text proposal-warning">
      <p>
        <strong>A list alone is no help, and may do harm.</strong> In a trial with 230,099 people in Wales (PRISMATIC),
        emergency admissions rose where practices were given scores of risk. Put forward only whom the meeting has time
        for, end each case with an owner and a date, and look at what came of it.
      </p>
    </div>
  );
}
