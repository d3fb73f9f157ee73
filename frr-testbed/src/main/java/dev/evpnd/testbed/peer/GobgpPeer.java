package dev.evpnd.testbed.peer;

import dev.evpnd.testbed.host.Host;
import dev.evpnd.testbed.host.Outcome;
import dev.evpnd.testbed.host.Root;
import dev.evpnd.testbed.peer.Neighbor.Feature;
import dev.evpnd.testbed.route.EvpnRoute;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// GoBGP: announces all of types 1 to 5.
final class GobgpPeer extends DaemonPeer {
    /// `session_state` of its API.
    private static final List<SessionState> STATES =
            List.of(
                    SessionState.IDLE,
                    SessionState.IDLE,
                    SessionState.CONNECT,
                    SessionState.ACTIVE,
                    SessionState.OPENSENT,
                    SessionState.OPENCONFIRM,
                    SessionState.ESTABLISHED);

    private static final Map<String, SessionCapability> CAPABILITIES =
            Map.of(
                    "MultiProtocol", SessionCapability.EVPN,
                    "RouteRefresh", SessionCapability.ROUTE_REFRESH,
                    "EnhancedRouteRefresh", SessionCapability.ENHANCED_ROUTE_REFRESH,
                    "FourOctetAsn", SessionCapability.FOUR_OCTET_AS,
                    "ExtendedMessage", SessionCapability.EXTENDED_MESSAGE,
                    "AddPath", SessionCapability.ADD_PATH,
                    "GracefulRestart", SessionCapability.GRACEFUL_RESTART,
                    "LongLivedGracefulRestart", SessionCapability.LONG_LIVED_GRACEFUL_RESTART);

    GobgpPeer(PeerConfiguration configuration, Host host, Root root) {
        super(PeerKind.GOBGP, configuration, host, root);
    }

    @Override
    void prepare() {
        // One that was killed leaves its socket, and the next would answer to nobody.
        remove("gobgpd.sock");
        write("gobgpd.toml", configurationText());
    }

    @Override
    List<List<String>> commands() {
        var gobgpd =
                new ArrayList<>(
                        List.of(
                                "/usr/bin/gobgpd",
                                "-f",
                                "/run/gobgpd.toml",
                                "--api-hosts",
                                "unix:///run/gobgpd.sock",
                                "--pprof-disable"));
        if (isGracefulRestart()) {
            gobgpd.add("--graceful-restart");
        }
        return List.of(gobgpd);
    }

    @Override
    List<String> probe() {
        return command("global");
    }

    private static List<String> command(String... words) {
        var all = new ArrayList<>(List.of("/usr/bin/gobgp", "--target", "unix:///run/gobgpd.sock"));
        all.addAll(List.of(words));
        return all;
    }

    @Override
    public Outcome show(String... words) {
        return exec(command(words));
    }

    private String configurationText() {
        var addresses =
                configuration().listenAddresses().stream()
                        .map(it -> '"' + it + '"')
                        .collect(Collectors.joining(", "));
        var text =
                new StringBuilder(
                        """
                        [global.config]
                          as = %d
                          router-id = "%s"
                          port = %d
                          local-address-list = [%s]
                        """
                                .formatted(
                                        configuration().as(),
                                        configuration().routerId(),
                                        configuration().listenPort(),
                                        addresses));
        configuration().neighbors().forEach(it -> text.append(neighborText(it)));
        text.append(unchangedText());
        return text.append(configuration().extra()).toString();
    }

    private String neighborText(Neighbor it) {
        return """
        [[neighbors]]
          [neighbors.config]
            neighbor-address = "%s"
            peer-as = %d
            auth-password = "%s"
          [neighbors.transport.config]
            local-address = "%s"
            remote-port = %d
            passive-mode = %b
          [neighbors.ebgp-multihop.config]
            enabled = %b
            multihop-ttl = 255
          [neighbors.timers.config]
            connect-retry = 1
            idle-hold-time-after-reset = 1
            hold-time = %d
            keepalive-interval = %d
          [neighbors.route-reflector.config]
            route-reflector-client = %b
            route-reflector-cluster-id = "%s"
          [neighbors.graceful-restart.config]
            enabled = %b
            restart-time = 120
        """
                        .formatted(
                                it.address(),
                                it.as(),
                                it.password() == null ? "" : it.password(),
                                configuration().localAddress(it),
                                it.port(),
                                it.has(Feature.PASSIVE),
                                configuration().isExternal(it),
                                it.holdTimeSeconds(),
                                it.keepaliveSeconds(),
                                it.has(Feature.REFLECTOR_CLIENT),
                                configuration().routerId(),
                                it.has(Feature.GRACEFUL_RESTART))
                + familyText(it, "l2vpn-evpn")
                + (it.has(Feature.IPV4_UNICAST) ? familyText(it, "ipv4-unicast") : "");
    }

    /// What has the next hops of some neighbours left alone, which is a policy.
    private String unchangedText() {
        var some =
                configuration().neighbors().stream()
                        .filter(it -> it.has(Feature.NEXT_HOP_UNCHANGED))
                        .map(it -> '"' + it.address() + '"')
                        .collect(Collectors.joining(", "));
        return some.isEmpty()
                ? ""
                : """
                [[defined-sets.neighbor-sets]]
                  neighbor-set-name = "unchanged"
                  neighbor-info-list = [%s]
                [[policy-definitions]]
                  name = "unchanged"
                  [[policy-definitions.statements]]
                    name = "unchanged"
                    [policy-definitions.statements.conditions.match-neighbor-set]
                      neighbor-set = "unchanged"
                    [policy-definitions.statements.actions]
                      route-disposition = "accept-route"
                    [policy-definitions.statements.actions.bgp-actions]
                      set-next-hop = "unchanged"
                [global.apply-policy.config]
                  export-policy-list = ["unchanged"]
                """
                        .formatted(some);
    }

    private static String familyText(Neighbor it, String family) {
        return """
          [[neighbors.afi-safis]]
            [neighbors.afi-safis.config]
              afi-safi-name = "%s"
            [neighbors.afi-safis.mp-graceful-restart.config]
              enabled = %b
            [neighbors.afi-safis.add-paths.config]
              receive = %b
              send-max = %d
        """
                .formatted(
                        family,
                        it.has(Feature.GRACEFUL_RESTART),
                        it.has(Feature.ADD_PATH),
                        it.has(Feature.ADD_PATH) ? 255 : 0);
    }

    @Override
    public List<SessionSeen> sessions() {
        var seen = new ArrayList<SessionSeen>();
        for (var neighbor : Json.of(show("-j", "neighbor"))) {
            var state = neighbor.path("state");
            seen.add(
                    new SessionSeen(
                            state.path("neighbor_address").asString(),
                            STATES.get(state.path("session_state").asInt(0)),
                            capabilities(state.path("local_cap")),
                            capabilities(state.path("remote_cap"))));
        }
        return seen;
    }

    private static Set<SessionCapability> capabilities(JsonNode list) {
        var found = EnumSet.noneOf(SessionCapability.class);
        for (var item : list) {
            for (var entry : item.path("Cap").properties()) {
                var capability = CAPABILITIES.get(entry.getKey());
                var family = entry.getValue().path("family");
                boolean other = !family.isMissingNode() && family.path("afi").asInt() != 25;
                if (capability != null && !other) {
                    found.add(capability);
                }
            }
        }
        return found;
    }

    @Override
    public List<EvpnRoute> evpnRoutes() {
        return GobgpRoutes.read(Json.of(show("-j", "global", "rib", "-a", "evpn")));
    }

    @Override
    public Set<Integer> announces() {
        return Set.of(1, 2, 3, 4, 5);
    }

    @Override
    public void announce(EvpnRoute route) {
        rib("add", route);
    }

    @Override
    public void withdraw(EvpnRoute route) {
        rib("del", route);
    }

    private void rib(String action, EvpnRoute route) {
        var words = new ArrayList<>(List.of("global", "rib", "-a", "evpn", action));
        words.addAll(GobgpRoutes.words(route));
        show(words.toArray(String[]::new)).orThrow();
    }

    @Override
    public void refresh(String neighbor) {
        show("neighbor", neighbor, "softresetin").orThrow();
    }

    @Override
    public void reset(String neighbor) {
        show("neighbor", neighbor, "reset").orThrow();
    }
}
