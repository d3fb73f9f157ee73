package dev.evpnd.rib.in;

import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.AttributeTable;
import dev.evpnd.wire.attribute.AttributeCode;
import dev.evpnd.wire.attribute.Communities;
import dev.evpnd.wire.attribute.IntSequence;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.community.Community;

import org.jspecify.annotations.Nullable;

/// What becomes of attributes when their routes are long-lived stale: they get the community
/// LLGR_STALE, by which every speaker that hears of them prefers others (RFC 9494 section 4.2).
final class LongLivedStale {
    private final AttributeTable table;

    // Of the last set that was asked about; sets come in runs.
    private @Nullable AttributeSet asked;
    private @Nullable AttributeSet answer;
    private int made;

    LongLivedStale(AttributeTable table) {
        this.table = table;
    }

    /// How often a set was made and not remembered.
    int made() {
        return made;
    }

    /// The set with the community, which nothing holds yet if it was not there before; null where
    /// routes with these attributes are not to be kept for so long.
    @Nullable AttributeSet of(AttributeSet set) {
        if (set.isNoLlgr()) {
            return null;
        }
        if (set.propagation().isLongLivedStale()) {
            return set;
        }
        if (answer == null || !isSame(asked, set) || !table.holds(answer)) {
            var nextHop = set.mpNextHop();
            answer = table.intern(set.weight(), nextHop, withCommunity(set.attributes()));
            asked = set;
            made++;
        }
        return answer;
    }

    @SuppressWarnings("ReferenceEquality") // a set of equal number and other octets may have come
    private static boolean isSame(@Nullable AttributeSet asked, AttributeSet set) {
        return asked == set;
    }

    private static PathAttributes withCommunity(PathAttributes attributes) {
        var stale = IntSequence.of(Community.LLGR_STALE.bits());
        var present = attributes.find(Communities.class);
        var communities =
                new Communities(present.map(c -> c.bits().followedBy(stale)).orElse(stale));
        var with = attributes.with(communities);
        // Put there by one who did not originate the route (RFC 4271 section 5).
        return present.isPresent() ? with : with.withPartial(AttributeCode.COMMUNITIES);
    }
}
