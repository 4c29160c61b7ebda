import { css, html, LitElement, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { encode } from "uqr";

/** Modules of quiet ground around it: https://www.qrcode.com/en/howto/code.html */
const QUIET = 4;

function pathOf(data: readonly (readonly boolean[])[]): string {
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return dark.join("");
}

/** A text as a QR code, black on white in every theme: cameras expect that. */
@customElement("qr-code")
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
      padding: 0;
      background: #ffffff;
      border-radius: 12px;
      overflow: hidden;
    }
    svg {
      display: block;
      width: 100%;
      height: auto;
    }
  `;

  @property() text = "";
  /** What it is, for whoever cannot see it. */
  @property() label = "";

  override render() {
    const { size, data } = encode(this.text, { ecc: "M", border: QUIET });
    return html`<svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${this.label} shape-rendering="crispEdges">
      ${svg`<path fill="#000000" d=${pathOf(data)} />`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "qr-code": QrCode;
  }
}
