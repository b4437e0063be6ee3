/** Whether the gradient norm is to be drawn before it is shown, by what a view holds of predictions: its last word asks. */
export const isNormAsked = (predict: string): boolean => /(^|,)norm(:\d+)?$/.test(predict);
