package dev.evpnd.rib.route;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.octets.OctetWriter;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// Which next hops can be reached, and how far they are, as somebody else says who knows the
/// underlay.
///
/// In EVPN a reflector needs no way to the VTEPs whose routes it passes on, so that a next hop of
/// which nothing is known is as good as any, unless it is required that all be known.
public final class NextHops {
    /// The distance of a next hop of which nothing is known.
    public static final long UNKNOWN = -1;

    private boolean required;
    private final Map<Octets, Long> metrics = new HashMap<>();

    /// @param required whether a path with a next hop of which nothing is known may not be chosen
    public NextHops(boolean required) {
        this.required = required;
    }

    public static Octets octets(IpAddress address) {
        var writer = new OctetWriter();
        address.encode(writer);
        return writer.toOctets();
    }

    /// A next hop can be reached, at a distance.
    ///
    /// @return what was known of it before, or [#UNKNOWN]
    public long put(Octets nextHop, long metric) {
        return orUnknown(metrics.put(nextHop, metric));
    }

    /// A next hop cannot be reached.
    ///
    /// @return what was known of it before, or [#UNKNOWN]
    public long remove(Octets nextHop) {
        return orUnknown(metrics.remove(nextHop));
    }

    private static long orUnknown(@Nullable Long metric) {
        return metric == null ? UNKNOWN : metric;
    }

    public void setRequired(boolean changed) {
        required = changed;
    }

    public boolean areRequired() {
        return required;
    }

    /// How far the next hop of these attributes is, or [#UNKNOWN].
    public long metric(AttributeSet attributes) {
        return metrics.isEmpty() ? UNKNOWN : orUnknown(metrics.get(attributes.nextHop()));
    }

    /// Whether a path with these attributes may be chosen.
    public boolean resolve(AttributeSet attributes) {
        return !required || metric(attributes) != UNKNOWN;
    }
}
