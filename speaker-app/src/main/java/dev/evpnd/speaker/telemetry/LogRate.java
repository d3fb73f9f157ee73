package dev.evpnd.speaker.telemetry;

/// How often somebody else may have this program write a line: some at once, and one more per
/// second. Those that were kept back are counted. It may be shared by threads.
public final class LogRate {
    private static final int AT_ONCE = 20;
    private static final long PERIOD_MILLIS = 1000;

    private long tokens = AT_ONCE;
    private long refilledMillis;
    private long suppressed;

    /// Whether a line may be written now; if so, it says how many were kept back before it.
    public synchronized boolean allows(LogEvent event, long nowMillis) {
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
        if (suppressed > 0) {
            event.with("suppressed", suppressed);
            suppressed = 0;
        }
        return true;
    }
}
