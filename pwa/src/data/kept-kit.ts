// What the data's own lazy parts share of the store, for `app/part-kit.ts`.

import "../../offline/note-shelf.ts";
import "../../offline/settle.ts";
