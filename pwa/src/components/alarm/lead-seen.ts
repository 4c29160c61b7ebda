/** Whether the block of the worst alarm is in sight by itself: then the dock need not be loud. Told on the window. */
export class LeadSeenEvent extends Event {
  readonly isSeen: boolean;

  constructor(isSeen: boolean) {
    super("davy-lead-seen");
    this.isSeen = isSeen;
  }
}

/** To be called by whoever shows that block, when it comes into sight, leaves it, and is taken away. */
export function tellLeadSeen(window: Window, isSeen: boolean): void {
  window.dispatchEvent(new LeadSeenEvent(isSeen));
}
