/** The block to paste, and the tick. Copying by button needs a script; selecting it does not. */
import { Form } from "@remix-run/react";
import { useEffect, useState } from "react";

export function FilingBlock({ text }: { text: string }) {
  const [copied, setCopied] = useState<"not yet" | "copied" | "failed">("not yet");
  const [canCopy, setCanCopy] = useState(false);
  useEffect(() => setCanCopy(Boolean(navigator.clipboard)), []);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied("copied"),
      () => setCopied("failed"),
    );
  return (
    <div className="nhsuk-form-group">
      <label className="nhsuk-label" htmlFor="block">
        Block to file
      </label>
      <div className="nhsuk-hint" id="block-hint">
        Paste it into the person’s record and choose the entry of your system for each code. A line without a code needs
        the term that your system has for it.
      </div>
      <textarea
        className="nhsuk-textarea filing-block"
        id="block"
        aria-describedby="block-hint"
        readOnly
        rows={Math.min(text.length / 70 + text.split("\n").length + 1, 30)}
        value={text}
      />
      {canCopy && (
        <p>
          <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={copy}>
            Copy block
          </button>{" "}
          <span role="status">
            {copied === "copied" && "Copied."}
            {copied === "failed" && "Your browser did not let it be copied: select the block and copy it."}
          </span>
        </p>
      )}
    </div>
  );
}

export function FiledTick({ mark, formKey, withdrawn }: { mark: string; formKey: string; withdrawn: boolean }) {
  return (
    <Form method="post">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="mark" value={mark} />
      <button className="nhsuk-button" type="submit">
        {withdrawn ? "I have ended these entries in our system" : "I have filed this in our system"}
      </button>
    </Form>
  );
}
