/** The first 33 bits of ln 2, so that a product with an exponent is exact, and the rest of it. */
export const LN2_HIGH = 0x162e42fee / 0x200000000;
export const LN2_LOW = 1.9082149292705877e-10;
