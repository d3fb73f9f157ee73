package dev.evpnd.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.peer.PeerKind;
import dev.evpnd.testbed.peer.SessionCapability;
import dev.evpnd.testbed.peer.SessionSeen;

import tools.jackson.databind.JsonNode;

import java.util.EnumSet;
import java.util.Set;

/// What evpnd and a peer of a kind agree on when neither is told anything out of the ordinary.
final class Agreement {
    private static final Set<PeerKind> ENHANCED_REFRESH =
            Set.of(PeerKind.FRR_8_4, PeerKind.FRR_10_7, PeerKind.BIRD, PeerKind.EXABGP);

    /// GoBGP and ExaBGP would have to be configured to.
    private static final Set<PeerKind> GRACEFUL_RESTART =
            Set.of(PeerKind.FRR_8_4, PeerKind.FRR_10_7, PeerKind.BIRD, PeerKind.OPENBGPD);

    private Agreement() {}

    static boolean hasExtendedMessages(PeerKind kind) {
        return kind != PeerKind.OPENBGPD;
    }

    static boolean hasEnhancedRefresh(PeerKind kind) {
        return ENHANCED_REFRESH.contains(kind);
    }

    private static Set<SessionCapability> of(PeerKind kind) {
        var all =
                EnumSet.of(
                        SessionCapability.EVPN,
                        SessionCapability.FOUR_OCTET_AS,
                        SessionCapability.ROUTE_REFRESH);
        if (hasExtendedMessages(kind)) {
            all.add(SessionCapability.EXTENDED_MESSAGE);
        }
        if (hasEnhancedRefresh(kind)) {
            all.add(SessionCapability.ENHANCED_ROUTE_REFRESH);
        }
        if (GRACEFUL_RESTART.contains(kind)) {
            all.add(SessionCapability.GRACEFUL_RESTART);
        }
        return all;
    }

    /// That both ends of a session say so.
    static void check(PeerKind kind, SessionSeen seen, JsonNode negotiated) {
        var expected = of(kind);
        assertThat(seen.negotiated()).as(kind.text()).isEqualTo(expected);
        assertThat(inEvpndsWords(negotiated)).as("evpnd").isEqualTo(expected);
    }

    private static Set<SessionCapability> inEvpndsWords(JsonNode negotiated) {
        var all = EnumSet.noneOf(SessionCapability.class);
        for (var family : negotiated.path("families")) {
            assertThat(family.asString()).isEqualTo("L2VPN EVPN");
            all.add(SessionCapability.EVPN);
        }
        addIf(negotiated.path("fourOctetAs"), SessionCapability.FOUR_OCTET_AS, all);
        addIf(negotiated.path("routeRefresh"), SessionCapability.ROUTE_REFRESH, all);
        addIf(
                negotiated.path("enhancedRouteRefresh"),
                SessionCapability.ENHANCED_ROUTE_REFRESH,
                all);
        // What evpnd would take does not depend on the peer.
        addIf(
                negotiated.path("extendedMessages").path("send"),
                SessionCapability.EXTENDED_MESSAGE,
                all);
        if (negotiated.has("gracefulRestart")) {
            all.add(SessionCapability.GRACEFUL_RESTART);
        }
        return all;
    }

    private static void addIf(
            JsonNode flag, SessionCapability capability, Set<SessionCapability> all) {
        if (flag.asBoolean(false)) {
            all.add(capability);
        }
    }
}
