/** Waits until a condition holds; fails after twenty seconds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 20_000;
  while (!await condition()) {
    if (Date.now() > limit) throw new Error("This did not come");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
