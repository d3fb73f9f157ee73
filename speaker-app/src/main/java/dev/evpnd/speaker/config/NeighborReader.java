package dev.evpnd.speaker.config;

import dev.evpnd.rib.peer.ExportSettings;
import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.peer.LocalAs;
import dev.evpnd.rib.peer.NextHopRule;
import dev.evpnd.rib.peer.PeerSettings;
import dev.evpnd.rib.peer.PrefixLimit;
import dev.evpnd.rib.peer.StaleSettings;
import dev.evpnd.rib.policy.Policy;
import dev.evpnd.speaker.config.RouteKeys.Maximum;
import dev.evpnd.speaker.config.RouteKeys.Policies;
import dev.evpnd.speaker.config.RouteKeys.Restart;
import dev.evpnd.speaker.config.RouteKeys.RestartMode;
import dev.evpnd.speaker.config.RouteKeys.RtConstraint;
import dev.evpnd.speaker.config.SessionKeys.AddPaths;
import dev.evpnd.speaker.config.SessionKeys.LocalAses;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.speaker.neighbor.NeighborSettings.NextHopSelf;
import dev.evpnd.speaker.session.RemoteAs;
import dev.evpnd.speaker.transport.TransportSettings;
import dev.evpnd.speaker.transport.TransportSettings.TtlRule;
import dev.evpnd.wire.address.AddressFamily;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.community.RouteTarget;
import dev.evpnd.wire.nlri.RouteTargetMembership;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the settings of a peer from what a file says of it, and tells of what contradicts itself.
///
/// There are settings whatever faults there are, so that all faults are found.
final class NeighborReader {

    /// Stands where a policy asks for our address on the session, until that is known.
    private static final Ipv4Address UNKNOWN_ADDRESS = new Ipv4Address(0);

    private final SpeakerIdentity speaker;
    private final Map<String, Optional<Policy>> policies;
    private final Faults faults;

    NeighborReader(SpeakerIdentity speaker, Map<String, Optional<Policy>> policies, Faults faults) {
        this.speaker = speaker;
        this.policies = policies;
        this.faults = faults;
    }

    /// @param values those of the peer, its group and the defaults
    /// @param interfaceName where the peer is link-local
    NeighborSettings settings(
            Values values, Optional<String> group, Optional<String> interfaceName) {
        var remoteAs = values.find(PeerKeys.REMOTE_AS).orElse(RemoteAs.INTERNAL);
        var localAs = localAs(values);
        var seen = localAs.map(each -> speaker.in(each.asn())).orElse(speaker);
        values.find(PeerKeys.REMOTE_AS).ifPresent(known -> checkKind(values, known, seen));
        return new NeighborSettings(
                group,
                values.get(PeerKeys.DESCRIPTION),
                values.get(PeerKeys.SHUTDOWN)
                        ? Optional.of(values.get(PeerKeys.SHUTDOWN_MESSAGE))
                        : Optional.empty(),
                values.get(PeerKeys.CLIENT),
                new SessionReader(seen, faults).settings(values, remoteAs),
                transport(values, seen.isExternal(remoteAs), interfaceName),
                new PeerSettings(
                        imports(values).withLocalAs(localAs.orElse(null)),
                        exports(values).withLocalAs(localAs.orElse(null))),
                values.get(PeerKeys.NEXT_HOP_SELF));
    }

    private Optional<LocalAs> localAs(Values values) {
        if (!values.has(PeerKeys.LOCAL_AS) || values.isFaulty(PeerKeys.LOCAL_AS)) {
            return Optional.empty();
        }
        var section = values.section(PeerKeys.LOCAL_AS);
        if (!section.has(LocalAses.AS)) {
            faults.add(section.place(), "expected the key 'as', found none");
        }
        var as = section.find(LocalAses.AS);
        if (as.isPresent() && as.equals(speaker.as())) {
            faults.add(
                    section.placeOf(LocalAses.AS),
                    "expected another AS than this speaker's, found " + speaker.asn());
        }
        return as.map(
                asn ->
                        new LocalAs(
                                asn,
                                section.get(LocalAses.PREPEND),
                                section.get(LocalAses.REPLACE_AS)));
    }

    private void checkKind(Values values, RemoteAs remoteAs, SpeakerIdentity seen) {
        boolean routeServerClient = values.get(PeerKeys.ROUTE_SERVER_CLIENT);
        if (seen.isExternal(remoteAs)) {
            refuse(values.get(PeerKeys.CLIENT), values, PeerKeys.CLIENT, "internal", remoteAs);
            boolean has = values.has(PeerKeys.CLUSTER_ID);
            refuse(has, values, PeerKeys.CLUSTER_ID, "internal", remoteAs);
        }
        if (seen.isInternal(remoteAs)) {
            var key = PeerKeys.ROUTE_SERVER_CLIENT;
            refuse(routeServerClient, values, key, "external", remoteAs);
            boolean has = values.has(PeerKeys.EBGP_MULTIHOP);
            refuse(has, values, PeerKeys.EBGP_MULTIHOP, "external", remoteAs);
        }
        if (routeServerClient && values.get(PeerKeys.NEXT_HOP_SELF) != NextHopSelf.NO) {
            faults.add(
                    values.placeOf(PeerKeys.NEXT_HOP_SELF),
                    "expected false for a route-server-client, whose next hops are left alone"
                            + " (RFC 7947), found another");
        }
    }

    private void refuse(boolean there, Values values, Key<?> key, String kind, RemoteAs remoteAs) {
        if (there) {
            faults.add(
                    values.placeOf(key),
                    "expected an %s peer for '%s', found remote-as %s"
                            .formatted(kind, key, SessionReader.text(remoteAs)));
        }
    }

    private TransportSettings transport(
            Values values, boolean external, Optional<String> interfaceName) {
        return new TransportSettings(
                values.get(PeerKeys.PORT),
                values.find(PeerKeys.UPDATE_SOURCE),
                interfaceName,
                values.find(PeerKeys.PASSWORD),
                ttl(values, external),
                values.get(PeerKeys.DSCP),
                values.find(PeerKeys.TCP_MSS));
    }

    private static TtlRule ttl(Values values, boolean external) {
        var hops = values.find(PeerKeys.TTL_SECURITY);
        if (hops.isPresent()) {
            return new TtlRule.Security(hops.get());
        }
        return values.find(PeerKeys.TTL)
                .or(() -> values.find(PeerKeys.EBGP_MULTIHOP))
                .<TtlRule>map(TtlRule.Outgoing::new)
                .orElseGet(
                        () -> external ? new TtlRule.Outgoing(1) : TransportSettings.DEFAULT.ttl());
    }

    private ImportSettings imports(Values values) {
        return new ImportSettings(
                values.get(PeerKeys.EBGP_REQUIRES_POLICY),
                policy(values, Policies.IN),
                values.get(PeerKeys.ALLOWAS_IN),
                values.get(PeerKeys.ENFORCE_FIRST_AS),
                values.get(PeerKeys.ACCEPT_UNKNOWN_ROUTES),
                limits(values.section(PeerKeys.MAXIMUM_PREFIX)),
                stale(values.section(PeerKeys.GRACEFUL_RESTART)),
                null);
    }

    private ExportSettings exports(Values values) {
        var policy = policy(values, Policies.OUT);
        var constraint = values.section(PeerKeys.RT_CONSTRAINT);
        return new ExportSettings(
                policy,
                values.get(PeerKeys.EBGP_REQUIRES_POLICY),
                values.get(PeerKeys.ROUTE_SERVER_CLIENT),
                NextHopRule.UNCHANGED,
                policy != null && policy.looksAtPeer() ? UNKNOWN_ADDRESS : null,
                values.section(PeerKeys.ADD_PATH).get(AddPaths.SEND),
                values.find(PeerKeys.CLUSTER_ID).orElse(null),
                memberships(constraint),
                constraint.get(RtConstraint.WAIT),
                null);
    }

    private @Nullable List<RouteTargetMembership> memberships(Values constraint) {
        var some = constraint.find(RtConstraint.MEMBERSHIPS);
        if (!constraint.get(RtConstraint.DEFAULT_MEMBERSHIP)) {
            return some.map(targets -> targets.stream().map(this::membership).toList())
                    .orElse(null);
        }
        if (some.isPresent()) {
            faults.add(
                    constraint.placeOf(RtConstraint.MEMBERSHIPS),
                    "expected none beside the default membership, found some");
        }
        return ExportSettings.EVERYTHING;
    }

    private RouteTargetMembership membership(RouteTarget target) {
        return RouteTargetMembership.of(speaker.asn(), target.bits());
    }

    private @Nullable Policy policy(Values values, Key<String> direction) {
        var section = values.section(PeerKeys.POLICY);
        var name = section.find(direction);
        if (name.isEmpty()) {
            return null;
        }
        var policy = policies.get(name.get());
        if (policy == null) {
            faults.add(
                    section.placeOf(direction),
                    "expected one of the policies, found '" + name.get() + "'");
            return null;
        }
        return policy.orElse(null);
    }

    private Map<AddressFamily, PrefixLimit> limits(Values values) {
        var limits = new HashMap<AddressFamily, PrefixLimit>();
        Map.of(
                        Maximum.L2VPN_EVPN, AddressFamily.L2VPN_EVPN,
                        Maximum.RT_CONSTRAINT, AddressFamily.RT_CONSTRAINT)
                .forEach(
                        (key, family) -> {
                            if (values.has(key) && !values.isFaulty(key)) {
                                limit(values.section(key))
                                        .ifPresent(limit -> limits.put(family, limit));
                            }
                        });
        return limits;
    }

    private Optional<PrefixLimit> limit(Values values) {
        if (!values.has(Maximum.LIMIT)) {
            faults.add(values.place(), "expected the key 'limit', found none");
        }
        return values.find(Maximum.LIMIT)
                .map(
                        limit ->
                                new PrefixLimit(
                                        limit,
                                        values.get(Maximum.WARNING_PERCENT),
                                        values.get(Maximum.WARNING_ONLY),
                                        values.get(Maximum.RESTART_MINUTES)));
    }

    private static StaleSettings stale(Values values) {
        return new StaleSettings(
                values.get(Restart.MODE) != RestartMode.DISABLED,
                values.get(Restart.NOTIFICATION),
                values.get(Restart.STALE_TIME),
                values.get(Restart.LONG_LIVED_STALE_TIME),
                values.get(Restart.REFRESH_TIME));
    }
}
