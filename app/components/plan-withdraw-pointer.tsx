/** Asked of whoever withdraws a plan that says that the emergency plan lies in another system. */
import { Radios } from "./meeting-fields";

/** Not answered, the plan is withdrawn all the same, and the point of contact says that the pointer is to be verified. */
export const WithdrawPointer = ({ system }: { system: string }) => (
  <Radios
    name="pointer"
    label={`The plan says that the emergency plan is in ${system}. Is that still so?`}
    hint="If you do not know, leave it: crews are then told to verify it."
    choices={[
      { value: "stays", label: `Yes: crews are told to follow the plan in ${system}` },
      { value: "goes", label: "No: that goes too" },
    ]}
  />
);
