/** One denial may be a coincidence. */
const MOST_DENIALS = 2;

/** What is said of a connection whose server has ended the statement, or is gone, without the answer coming. */
export class DeadLink extends Error {
  override readonly message = "the server has ended the statement, and its answer never came";
}

/**
 * Asks now and then, while an answer is awaited, whether the server is at work on it; tells once that it is not. A link
 * that swallows everything is noticed by nothing else.
 */
export function watchLink(
  isAtWork: () => Promise<boolean>,
  interval: number,
  onDead: (cause: DeadLink) => void,
): Disposable {
  let denials = 0;
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    denials = (await isAtWork()) ? 0 : denials + 1;
    asking = false;
    if (denials >= MOST_DENIALS) onDead(new DeadLink());
  }, interval);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
