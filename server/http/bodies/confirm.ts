import * as z from "zod";

/** The member of a change by which whoever makes it confirms what the refusal with 409 has told them. It is not kept as a setting. */
export const confirm = z.literal(true, "must be true or absent").exactOptional().meta({
  description:
    "Makes a change although it lessens a present alarm, or could hide one: what is answered with 409 otherwise. The log notes it.",
});
