package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.octets.Octets;

import java.util.IdentityHashMap;

/// Makes values of sets of attributes. Many paths share one, so what was read lately is kept:
/// whoever reads a whole table has one value for all paths that share a set, as long as the paths
/// are near each other.
public final class AttributeReader {
    private static final int MOST_KEPT = 256;

    private final IdentityHashMap<AttributeSet, Read> kept = new IdentityHashMap<>();

    /// What a set says.
    record Read(MpNextHop nextHop, PathAttributes attributes) {}

    /// What a path says.
    ///
    /// @param nlri the route without a path identifier
    public ReceivedPath.Content content(Octets nlri, AttributeSet set) {
        var read = read(set);
        return new ReceivedPath.Content(nlri, read.nextHop(), read.attributes());
    }

    Read read(AttributeSet set) {
        var read = kept.get(set);
        if (read == null) {
            if (kept.size() == MOST_KEPT) {
                kept.clear();
            }
            read = new Read(set.mpNextHop(), set.attributes());
            kept.put(set, read);
        }
        return read;
    }
}
