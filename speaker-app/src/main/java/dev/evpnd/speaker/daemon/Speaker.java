package dev.evpnd.speaker.daemon;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.speaker.neighbor.Neighbors;
import dev.evpnd.speaker.routing.RouteReport;
import dev.evpnd.speaker.routing.RoutingLimits;
import dev.evpnd.speaker.routing.RoutingThread;
import dev.evpnd.speaker.routing.ShardThreads;
import dev.evpnd.speaker.transport.SharedBlock;
import dev.evpnd.speaker.transport.Transport;

import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A BGP speaker without files and signals: its routes, and the sessions with its peers.
public final class Speaker implements AutoCloseable {
    private final Transport transport;
    private final ShardThreads shardThreads;
    private final RoutingThread routing;
    private final Neighbors neighbors;

    /// @param shards in which EVPN routes are held
    /// @param ioThreads that sessions are spread over
    /// @param failed is told why, if the speaker cannot go on
    public Speaker(
            RibSettings settings,
            int shards,
            RoutingLimits limits,
            int ioThreads,
            Consumer<Throwable> failed) {
        var random = new SecureRandom();
        transport = new Transport(ioThreads);
        shardThreads = new ShardThreads(Math.min(shards, processors()) - 1);
        routing =
                new RoutingThread(
                        new Rib(
                                settings.withHashSeed(random.nextLong()),
                                SharedBlock::new,
                                new Sharding(shards, shardThreads)),
                        Speaker::millis,
                        limits,
                        this::report,
                        failed);
        neighbors = new Neighbors(transport, routing, limits, Speaker::millis, random::nextLong);
        if (!settings.restart().awaited().isEmpty()) {
            neighbors.restarting();
        }
        shardThreads.start();
        routing.start();
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// A clock that nobody sets.
    static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void report(RouteReport report) {
        if (report instanceof RouteReport.DeferralEnded) {
            neighbors.restarted();
        }
    }

    public Neighbors neighbors() {
        return neighbors;
    }

    public RoutingThread routing() {
        return routing;
    }

    public Transport transport() {
        return transport;
    }

    /// Comes to its end. Sessions are ended before, by [Neighbors#stop].
    @Override
    public void close() {
        // It has nobody to tell anything behind the end of the loops.
        routing.close();
        shardThreads.close();
        transport.close();
    }
}
