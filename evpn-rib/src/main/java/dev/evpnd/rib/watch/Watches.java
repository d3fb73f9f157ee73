package dev.evpnd.rib.watch;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// All who read the changes of the Loc-RIB, and the logs that there are because of them.
///
/// When the last of them has gone, the logs stay for a minute: whoever lost his connection comes
/// back, and reads on.
public final class Watches {
    /// Some eight megabytes, and the attributes that no route has any more.
    private static final int MOST_CHANGES = 1 << 15;

    static final long KEPT_MILLIS = 60_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Watched> shards;
    private final int most;
    private final BooleanSupplier settled;
    private List<ChangeLog> logs = List.of();
    private int readers;
    private long forgottenMillis = NEVER;
    private long nowMillis;

    /// Above all numbers that were given out.
    private long begin;

    /// One shard, which writes its log.
    @FunctionalInterface
    public interface Watched {
        /// @param log for what changes from now on, null where nobody wants to know
        void writeTo(@Nullable ChangeLog log);
    }

    /// @param settled whether no route waits to be settled
    public Watches(List<? extends Watched> shards, BooleanSupplier settled) {
        this(shards, settled, MOST_CHANGES);
    }

    /// @param most changes that are kept
    Watches(List<? extends Watched> shards, BooleanSupplier settled, int most) {
        this.most = most;
        this.shards = List.copyOf(shards);
        this.settled = settled;
    }

    /// Somebody reads what changes from now on.
    public LocRibReader open() {
        begin();
        return reader(logs.stream().mapToLong(ChangeLog::end).toArray());
    }

    /// Somebody reads on where he, or another, has stopped.
    ///
    /// @param position [LocRibReader#position]
    /// @return nothing where it is not known what has changed since
    public Optional<LocRibReader> open(List<Long> position) {
        if (position.size() != logs.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < logs.size(); i++) {
            long next = position.get(i);
            if (next < logs.get(i).first() || next > logs.get(i).end()) {
                return Optional.empty();
            }
        }
        return Optional.of(reader(position.stream().mapToLong(Long::longValue).toArray()));
    }

    private void begin() {
        if (logs.isEmpty()) {
            int each = most / shards.size();
            logs =
                    IntStream.range(0, shards.size())
                            .mapToObj(_ -> new ChangeLog(each, begin))
                            .toList();
            for (int i = 0; i < shards.size(); i++) {
                shards.get(i).writeTo(logs.get(i));
            }
        }
    }

    private LocRibReader reader(long[] next) {
        readers++;
        forgottenMillis = NEVER;
        return new LocRibReader(logs, next, settled, this::close);
    }

    private void close() {
        readers--;
        if (readers == 0) {
            forgottenMillis = nowMillis + KEPT_MILLIS;
        }
    }

    /// It is now so late.
    public void tick(long now) {
        nowMillis = now;
        if (now >= forgottenMillis) {
            forgottenMillis = NEVER;
            begin = 1 + logs.stream().mapToLong(ChangeLog::end).max().orElse(begin);
            logs = List.of();
            shards.forEach(shard -> shard.writeTo(null));
        }
    }

    /// When [#tick] is to be called at the latest.
    public long nextDeadlineMillis() {
        return forgottenMillis;
    }
}
