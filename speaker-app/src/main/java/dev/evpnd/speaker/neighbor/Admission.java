package dev.evpnd.speaker.neighbor;

import dev.evpnd.speaker.telemetry.LogEvent;
import dev.evpnd.speaker.telemetry.LogRate;
import dev.evpnd.speaker.transport.Incoming;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// Who may come without being configured by an address: those in listen ranges, each up to its
/// limit. It is confined to the control loop.
final class Admission {
    private static final Logger LOG = LoggerFactory.getLogger("evpnd.session");

    /// Of so many addresses it is remembered how much was logged of them.
    private static final int MOST_RATES = 4096;

    private final LongSupplier millis;
    private final LogRate refusals = new LogRate();
    private final LogRate failures = new LogRate();
    private final Map<IpAddress, LogRate> rates =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<IpAddress, LogRate> eldest) {
                    return size() > MOST_RATES;
                }
            };
    private List<ListenRange> ranges = List.of();
    private long refused;

    Admission(LongSupplier millis) {
        this.millis = millis;
    }

    void setRanges(List<ListenRange> changed) {
        ranges = List.copyOf(changed);
    }

    /// How many connections were refused.
    long refused() {
        return refused;
    }

    /// By which range somebody may come: the smallest that the address is in.
    @Nullable ListenRange rangeOf(IpAddress address) {
        ListenRange found = null;
        for (var range : ranges) {
            if (contains(range.range(), address)
                    && (found == null || range.range().length() > found.range().length())) {
                found = range;
            }
        }
        return found;
    }

    private static boolean contains(IpPrefix prefix, IpAddress address) {
        return prefix.address().bitLength() == address.bitLength()
                && address.masked(prefix.length()).equals(prefix.address());
    }

    /// The range by which a newcomer is taken; null if it was refused.
    @Nullable ListenRange admit(Incoming incoming, Collection<PeerSession> there) {
        var range = rangeOf(incoming.peer());
        if (range == null) {
            refuse(incoming, "neither a neighbor nor in a listen range");
            return null;
        }
        if (range.settings().shutdown().isPresent()) {
            refuse(incoming, range.range() + " is shut down");
            return null;
        }
        long taken =
                there.stream()
                        .filter(PeerSession::isDynamic)
                        .filter(each -> contains(range.range(), each.address()))
                        .count();
        if (taken >= range.limit()) {
            refuse(incoming, "the limit of " + range.limit() + " peers of " + range.range());
            return null;
        }
        return range;
    }

    private void refuse(Incoming incoming, String reason) {
        refused++;
        incoming.refuse();
        var event =
                LogEvent.warn(LOG, "connection.refused")
                        .with("peer", incoming.peer())
                        .with("reason", reason);
        if (refusals.allows(event, millis.getAsLong())) {
            event.write();
        }
    }

    /// How often something may be logged of who comes: a peer that comes again is not another one.
    LogRate rateOf(IpAddress address) {
        return rates.computeIfAbsent(address, _ -> new LogRate());
    }

    /// How often it may be logged of all who come together that they have got no session: there may
    /// be as many of them as the ranges have addresses.
    LogRate failures() {
        return failures;
    }
}
