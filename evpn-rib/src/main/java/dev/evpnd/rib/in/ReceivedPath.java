package dev.evpnd.rib.in;

import dev.evpnd.rib.policy.Verdict;
import dev.evpnd.rib.route.DropReason;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.evpn.EvpnRoute;
import dev.evpnd.wire.octets.Octets;

import org.jspecify.annotations.Nullable;

/// What is known of a path, for whoever asks.
///
/// @param peer that announced it, by its number
/// @param pathId under which it did (RFC 7911), or 0
/// @param received as the peer announced it
/// @param effective as it counts here, which a policy or long-lived stale may have changed
/// @param weight that a policy gave it
/// @param policy what the import policy says of it, or null where there is none
/// @param ineligible why it may not be chosen, or null where it may
/// @param stale whether the peer has not announced it since its session ended or a refresh began
/// @param longLivedStale whether it is kept although the session ended long ago (RFC 9494)
/// @param changedMillis when it came, or was last announced as something else, by the time of
///   [dev.evpnd.rib.Rib#tick], to the second
public record ReceivedPath(
        int peer,
        int pathId,
        Content received,
        Content effective,
        int weight,
        @Nullable Verdict policy,
        @Nullable DropReason ineligible,
        boolean stale,
        boolean longLivedStale,
        long changedMillis) {

    /// @param nlri the route without a path identifier
    public record Content(Octets nlri, MpNextHop nextHop, PathAttributes attributes) {

        /// The route, where the family is EVPN, with what is no key: segment, labels, gateway.
        public EvpnRoute evpnRoute() {
            var view = new EvpnNlriView();
            view.wrap(nlri.toByteArray(), 0, nlri.length(), false);
            if (!view.next()) {
                throw new IllegalStateException("no EVPN route: " + nlri.toHex());
            }
            return view.toRoute();
        }
    }
}
