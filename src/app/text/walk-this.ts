/** Leads from an explanation to the way of its packet. By itself, so that the first picture need not wait for the words of a walk. */
export const WALK_THIS = 'Walk this packet'
