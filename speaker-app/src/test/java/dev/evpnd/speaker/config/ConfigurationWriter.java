package dev.evpnd.speaker.config;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.OwnAsAllowance;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.capability.AddPath;
import dev.evpnd.wire.capability.Capability;
import dev.evpnd.wire.capability.EnhancedRouteRefresh;
import dev.evpnd.wire.capability.ExtendedMessage;
import dev.evpnd.wire.capability.Fqdn;
import dev.evpnd.wire.capability.GracefulRestart;
import dev.evpnd.wire.capability.Multiprotocol;
import dev.evpnd.wire.capability.Role;
import dev.evpnd.wire.capability.RouteRefresh;
import dev.evpnd.wire.capability.SoftwareVersion;
import dev.evpnd.wire.community.RouteTarget;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Writes a configuration as the keys of a file, knowing nothing of how those are read.
final class ConfigurationWriter {

    private static final Map<Integer, String> CAPABILITIES =
            Map.of(
                    2, "route-refresh",
                    6, "extended-messages",
                    9, "role",
                    64, "graceful-restart",
                    65, "four-octet-as",
                    69, "add-path",
                    70, "enhanced-route-refresh",
                    71, "long-lived-graceful-restart");
    private static final List<String> ROLES =
            List.of("provider", "route-server", "route-server-client", "customer", "peer");

    /// What a group may say and a peer may not want, where it has none of its own.
    private static final Map<String, Object> TAKEN_AWAY =
            Map.of(
                    "password", "of the group",
                    "update-source", "203.0.113.1",
                    "tcp-mss", 1000,
                    "shutdown-message", "of the group",
                    "cluster-id", "203.0.113.2");

    private final SplittableRandom random;
    private final Map<String, Object> groups = new LinkedHashMap<>();
    private final Map<String, Policy> policies = new TreeMap<>();

    ConfigurationWriter(SplittableRandom random) {
        this.random = random;
    }

    String text(Configuration configuration) {
        var rib = configuration.rib();
        var file = new LinkedHashMap<String, Object>();
        file.put("as", rib.localAs());
        file.put("router-id", rib.identifier());
        file.put("cluster-id", rib.clusterId());
        file.put("client-to-client-reflection", rib.clientToClient());
        file.put("resolve-next-hops", rib.resolvesNextHops());
        file.put("listen", configuration.listen());
        if (!configuration.http().listen().isEmpty()) {
            file.put("http", http(configuration.http()));
        }
        configuration.shards().ifPresent(each -> file.put("rib", Map.of("shards", each)));
        configuration.stateDirectory().ifPresent(each -> file.put("state-directory", each));
        var best = rib.decision();
        file.put(
                "best-path",
                Map.of(
                        "aigp", best.aigp(),
                        "ignore-as-path", best.ignoreAsPath(),
                        "confederation-as-path", best.confederationAsPath(),
                        "always-compare-med", best.alwaysCompareMed(),
                        "missing-med-as-worst", best.missingMedAsWorst(),
                        "confederation-med", best.confederationMed(),
                        "compare-router-id", best.compareRouterId()));
        var restart = configuration.restart();
        file.put(
                "graceful-restart",
                Map.of(
                        "restart-time", restart.restartSeconds(),
                        "preserve-forwarding", restart.forwardingPreserved(),
                        "select-defer-time", restart.selectDeferSeconds()));
        var limits = configuration.limits();
        file.put(
                "limits",
                Map.of(
                        "update-group-log", rib.maxLogOctets(),
                        "input-per-peer", limits.inputPerPeer(),
                        "input-in-all", limits.inputInAll(),
                        "output-per-peer", limits.outputPerPeer()));
        file.put(
                "log",
                Map.of(
                        "level", word(configuration.log().level()),
                        "format", word(configuration.log().format())));
        file.put("neighbors", neighbors(configuration));
        file.put("listen-ranges", ranges(configuration));
        file.put("peer-groups", groups);
        file.put("vtep", InstancesWriter.vtep(configuration.vtep()));
        var macVrfs = InstancesWriter.macVrfs(configuration.macVrfs());
        configuration
                .vtep()
                .excluded()
                .forEach(vni -> macVrfs.put(vni.toString(), Map.of("advertise", false)));
        file.put("mac-vrfs", macVrfs);
        file.put("ip-vrfs", InstancesWriter.ipVrfs(configuration.ipVrfs(), configuration.vtep()));
        file.putAll(new PolicyWriter().keys(policies.values()));
        return new YamlText(random).of(file);
    }

    private static Map<String, Object> http(HttpSettings settings) {
        var http = new LinkedHashMap<String, Object>();
        http.put("listen", settings.listen());
        settings.files().certificate().ifPresent(each -> http.put("certificate", each));
        settings.files().key().ifPresent(each -> http.put("key", each));
        settings.files().token().ifPresent(each -> http.put("token-file", each));
        return http;
    }

    private Map<String, Object> neighbors(Configuration configuration) {
        var neighbors = new LinkedHashMap<String, Object>();
        for (var neighbor : configuration.neighbors()) {
            var settings = neighbor.settings();
            var zone = settings.transport().interfaceName().map(name -> "%" + name).orElse("");
            neighbors.put(neighbor.address() + zone, own(settings, 2));
        }
        return neighbors;
    }

    private Map<String, Object> ranges(Configuration configuration) {
        var ranges = new LinkedHashMap<String, Object>();
        for (var range : configuration.ranges()) {
            var own = own(range.settings(), 1);
            own.put("limit", range.limit());
            ranges.put(range.range().toString(), own);
        }
        return ranges;
    }

    /// What a peer says itself; its group, where it has one, says the rest.
    ///
    /// @param most 1 where the group says all
    private Map<String, @Nullable Object> own(NeighborSettings settings, int most) {
        var keys = peer(settings);
        var own = new LinkedHashMap<String, @Nullable Object>();
        settings.group()
                .ifPresentOrElse(
                        name -> {
                            own.put("group", name);
                            var group = new LinkedHashMap<String, Object>();
                            keys.forEach(
                                    (key, value) -> {
                                        if (random.nextInt(most) == 0) {
                                            group.put(key, value);
                                        } else {
                                            own.put(key, value);
                                        }
                                    });
                            if (most > 1) {
                                takeAway(keys, group, own);
                            }
                            groups.put(name, group);
                        },
                        () -> own.putAll(keys));
        return own;
    }

    private void takeAway(
            Map<String, Object> said,
            Map<String, Object> group,
            Map<String, @Nullable Object> own) {
        TAKEN_AWAY.forEach(
                (key, value) -> {
                    if (!said.containsKey(key) && random.nextBoolean()) {
                        group.put(key, value);
                        own.put(key, null);
                    }
                });
    }

    private Map<String, Object> peer(NeighborSettings settings) {
        var keys = new LinkedHashMap<String, Object>();
        var session = settings.session();
        keys.put(
                "remote-as",
                switch (session.remoteAs()) {
                    case RemoteAs.Internal internal -> "internal";
                    case RemoteAs.External external -> "external";
                    case RemoteAs.Exactly(var asn) -> asn;
                });
        putLocalAs(settings, keys);
        keys.put("description", settings.description());
        keys.put("shutdown", settings.shutdown().isPresent());
        settings.shutdown().ifPresent(message -> keys.put("shutdown-message", message));
        keys.put("passive", session.passive());
        keys.put("route-reflector-client", settings.client());
        keys.put(
                "next-hop-self",
                switch (settings.nextHopSelf()) {
                    case NO -> "false";
                    case YES -> "true";
                    case FORCED -> "force";
                });
        putSession(settings, keys);
        putTransport(settings, keys);
        putImports(settings, keys);
        putExports(settings, keys);
        return keys;
    }

    private void putLocalAs(NeighborSettings settings, Map<String, Object> keys) {
        var localAs = settings.routes().imports().localAs();
        if (localAs == null) {
            return;
        }
        boolean plain = localAs.prepended() && !localAs.inPlace() && random.nextBoolean();
        keys.put(
                "local-as",
                plain
                        ? localAs.asn()
                        : Map.of(
                                "as", localAs.asn(),
                                "prepend", localAs.prepended(),
                                "replace-as", localAs.inPlace()));
    }

    private void putSession(NeighborSettings settings, Map<String, Object> keys) {
        var session = settings.session();
        var timers = session.timers();
        var written = new LinkedHashMap<String, Object>();
        written.put("hold", timers.hold());
        if (timers.hold() != 0) {
            written.put("keepalive", timers.keepalive());
        }
        written.put("minimum-hold", timers.leastHold());
        written.put("connect-retry", timers.connectRetry());
        written.put("delay-open", timers.delayOpen());
        written.put("open-hold", timers.openHold());
        written.put("idle-hold", timers.idleHold());
        written.put("maximum-idle-hold", timers.longestIdleHold());
        written.put("send-hold", timers.sendHold());
        keys.put("timers", written);
        keys.put(
                "families",
                all(settings, Multiprotocol.class).stream()
                        .map(each -> familyName(each.family()))
                        .toList());
        var capabilities = new LinkedHashMap<String, Object>();
        capabilities.put("route-refresh", has(settings, RouteRefresh.class));
        capabilities.put("enhanced-route-refresh", has(settings, EnhancedRouteRefresh.class));
        capabilities.put("extended-messages", has(settings, ExtendedMessage.class));
        capabilities.put("fqdn", has(settings, Fqdn.class));
        capabilities.put("software-version", has(settings, SoftwareVersion.class));
        all(settings, Role.class)
                .forEach(role -> capabilities.put("role", ROLES.get(role.value())));
        if (!session.required().isEmpty()) {
            capabilities.put(
                    "required", session.required().stream().map(CAPABILITIES::get).toList());
        }
        keys.put("capabilities", capabilities);
    }

    private static void putTransport(NeighborSettings settings, Map<String, Object> keys) {
        var transport = settings.transport();
        keys.put("port", transport.port());
        transport.source().ifPresent(each -> keys.put("update-source", each));
        transport.password().ifPresent(each -> keys.put("password", each));
        switch (transport.ttl()) {
            case TtlRule.Outgoing(int ttl) -> keys.put("ttl", ttl);
            case TtlRule.Security(int hops) -> keys.put("ttl-security", hops);
        }
        keys.put("dscp", transport.dscp());
        transport.maxSegment().ifPresent(each -> keys.put("tcp-mss", each));
    }

    private void putImports(NeighborSettings settings, Map<String, Object> keys) {
        var imports = settings.routes().imports();
        keys.put("ebgp-requires-policy", imports.requiresPolicy());
        keys.put("enforce-first-as", imports.enforceFirstAs());
        keys.put("accept-unknown-route-types", imports.opaque());
        keys.put(
                "allowas-in",
                imports.ownAs().equals(OwnAsAllowance.ORIGIN) ? "origin" : imports.ownAs().times());
        var limits = new LinkedHashMap<String, Object>();
        imports.limits().forEach((family, limit) -> limits.put(familyName(family), limit(limit)));
        keys.put("maximum-prefix", limits);
        var restarts = all(settings, GracefulRestart.class);
        keys.put(
                "graceful-restart",
                Map.of(
                        "mode",
                        restarts.isEmpty()
                                ? "disabled"
                                : restarts.getFirst().entries().isEmpty() ? "helper" : "restarter",
                        "notification",
                        imports.stale().notifications(),
                        "stale-time",
                        imports.stale().staleSeconds(),
                        "long-lived-stale-time",
                        imports.stale().longLivedSeconds(),
                        "refresh-time",
                        imports.stale().refreshSeconds()));
    }

    private void putExports(NeighborSettings settings, Map<String, Object> keys) {
        var exports = settings.routes().exports();
        keys.put("route-server-client", exports.routeServerClient());
        var clusterId = exports.clusterId();
        if (clusterId != null) {
            keys.put("cluster-id", clusterId);
        }
        boolean receives =
                all(settings, AddPath.class).stream()
                        .anyMatch(each -> each.entries().getFirst().receives());
        keys.put(
                "add-path",
                Map.of(
                        "receive",
                        receives,
                        "send",
                        exports.paths() == ExportSettings.ALL_PATHS ? "all" : exports.paths()));
        keys.put("route-target-constraint", constraint(exports));
        var written = new LinkedHashMap<String, Object>();
        var in = settings.routes().imports().policy();
        if (in != null) {
            policies.put(in.name(), in);
            written.put("in", in.name());
        }
        var out = exports.policy();
        if (out != null) {
            policies.put(out.name(), out);
            written.put("out", out.name());
        }
        keys.put("policy", written);
    }

    private static Map<String, Object> constraint(ExportSettings exports) {
        var written = new LinkedHashMap<String, Object>();
        var memberships = exports.memberships();
        boolean everything = ExportSettings.EVERYTHING.equals(memberships);
        written.put("default-membership", everything);
        if (memberships != null && !everything) {
            written.put(
                    "memberships",
                    memberships.stream()
                            .map(each -> new RouteTarget(each.routeTarget()).administrators())
                            .toList());
        }
        written.put("wait", exports.membershipSeconds());
        return written;
    }

    private static Map<String, Object> limit(PrefixLimit limit) {
        return Map.of(
                "limit", limit.most(),
                "warning-percent", limit.warningPercent(),
                "warning-only", limit.warningOnly(),
                "restart-minutes", limit.restartMinutes());
    }

    private static <C extends Capability> List<C> all(NeighborSettings settings, Class<C> type) {
        return settings.session().capabilities().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static boolean has(NeighborSettings settings, Class<? extends Capability> type) {
        return !all(settings, type).isEmpty();
    }

    private static String familyName(AddressFamily family) {
        return family.equals(AddressFamily.L2VPN_EVPN) ? "l2vpn-evpn" : "rt-constraint";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
