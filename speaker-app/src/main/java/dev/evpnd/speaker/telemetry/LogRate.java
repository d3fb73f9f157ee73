package dev.evpnd.speaker.telemetry;

/// How often somebody else may have this program write a line: some at once, and one more per
/// second. Those that were kept back are counted.
public final class LogRate {
    private static final int AT_ONCE = 20;
    private static final long PERIOD_MILLIS = 1000;

    private long tokens = AT_ONCE;
    private long refilledMillis;
    private long suppressed;

    /// Whether a line may be written now.
    public boolean allows(long nowMillis) {
        long refill = (nowMillis - refilledMillis) / PERIOD_MILLIS;
        if (refill > 0) {
            tokens = Math.min(AT_ONCE, tokens + refill);
            refilledMillis += refill * PERIOD_MILLIS;
        }
        if (tokens == 0) {
            suppressed++;
            return false;
        }
        tokens--;
        return true;
    }

    /// How many lines were kept back since this was asked last.
    public long takeSuppressed() {
        long taken = suppressed;
        suppressed = 0;
        return taken;
    }
}
