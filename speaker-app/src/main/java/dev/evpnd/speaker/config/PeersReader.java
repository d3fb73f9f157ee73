package dev.evpnd.speaker.config;

import dev.evpnd.rib.policy.Policy;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.speaker.neighbor.ListenRange;
import dev.evpnd.speaker.neighbor.Neighbor;
import dev.evpnd.speaker.neighbor.NeighborSettings;
import dev.evpnd.wire.address.BgpIdentifier;
import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.IpPrefix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes neighbors and listen ranges: what each says stands over what its group says, and that over
/// the defaults.
final class PeersReader {

    private final Values file;
    private final NeighborReader reader;
    private final Faults faults;
    private final Values defaults;
    private final Map<String, Optional<Values>> groups;
    private final Set<BgpIdentifier> clusterIds = new LinkedHashSet<>();

    PeersReader(
            Values file,
            SpeakerIdentity speaker,
            Map<String, Optional<Policy>> policies,
            Faults faults) {
        this.file = file;
        this.faults = faults;
        this.reader = new NeighborReader(speaker, policies, faults);
        this.defaults =
                file.find(FileKeys.PEER_DEFAULTS).orElseGet(() -> Values.none(PeerKeys.PEER));
        this.groups = file.find(FileKeys.PEER_GROUPS).orElse(Map.of());
        tellFaultsOfGroups();
    }

    /// Those of a group that nobody is in, too.
    private void tellFaultsOfGroups() {
        reader.settings(defaults, Optional.empty(), Optional.empty());
        groups.forEach(
                (name, group) ->
                        group.ifPresent(
                                values ->
                                        reader.settings(
                                                values.over(defaults),
                                                Optional.of(name),
                                                Optional.empty())));
    }

    /// What is put into a CLUSTER_LIST towards peers that have a cluster id of their own.
    Set<BgpIdentifier> clusterIds() {
        return clusterIds;
    }

    List<Neighbor> neighbors() {
        var neighbors = new ArrayList<Neighbor>();
        var addresses = new HashSet<IpAddress>();
        file.find(FileKeys.NEIGHBORS)
                .orElse(Map.of())
                .forEach(
                        (peer, values) ->
                                values.flatMap(own -> neighbor(peer, own, addresses))
                                        .ifPresent(neighbors::add));
        return neighbors;
    }

    private Optional<Neighbor> neighbor(PeerAddress peer, Values own, Set<IpAddress> addresses) {
        if (!addresses.add(peer.address())) {
            faults.add(
                    own.place(),
                    "expected each address once, found it on another interface as well");
        }
        var group = own.find(PeerKeys.NEIGHBOR_GROUP);
        return values(own, PeerKeys.NEIGHBOR_GROUP)
                .map(
                        values ->
                                new Neighbor(
                                        peer.address(),
                                        settings(
                                                own,
                                                values,
                                                group,
                                                peer.address(),
                                                peer.interfaceName())));
    }

    List<ListenRange> ranges() {
        var ranges = new ArrayList<ListenRange>();
        file.find(FileKeys.LISTEN_RANGES)
                .orElse(Map.of())
                .forEach(
                        (prefix, values) ->
                                values.flatMap(own -> range(prefix, own)).ifPresent(ranges::add));
        return ranges;
    }

    private Optional<ListenRange> range(IpPrefix prefix, Values own) {
        return values(own, PeerKeys.GROUP)
                .map(
                        values ->
                                new ListenRange(
                                        prefix,
                                        own.get(PeerKeys.LIMIT),
                                        settings(
                                                own,
                                                values,
                                                own.find(PeerKeys.GROUP),
                                                prefix.address(),
                                                Optional.empty())));
    }

    /// All that holds for a peer; nothing where its group is not known, which was told.
    private Optional<Values> values(Values own, Key<String> groupKey) {
        boolean missing = groupKey.isRequired() && !own.has(groupKey);
        if (missing || own.isFaulty(groupKey)) {
            return Optional.empty();
        }
        var name = own.find(groupKey);
        if (name.isEmpty()) {
            return Optional.of(own.over(defaults));
        }
        var group = groups.get(name.get());
        if (group == null) {
            faults.add(
                    own.placeOf(groupKey),
                    "expected one of the peer-groups, found '" + name.get() + "'");
            return Optional.empty();
        }
        return group.map(values -> own.over(values.over(defaults)));
    }

    private NeighborSettings settings(
            Values own,
            Values values,
            Optional<String> group,
            IpAddress address,
            Optional<String> interfaceName) {
        if (!values.has(PeerKeys.REMOTE_AS)) {
            faults.add(
                    own.place(), "expected the key 'remote-as' here or in its group, found none");
        }
        values.find(PeerKeys.UPDATE_SOURCE)
                .filter(source -> source.bitLength() != address.bitLength())
                .ifPresent(
                        source ->
                                faults.add(
                                        own.place(),
                                        "expected an update-source of the same family as "
                                                + address
                                                + ", found "
                                                + source));
        values.find(PeerKeys.CLUSTER_ID).ifPresent(clusterIds::add);
        return reader.settings(values, group, interfaceName);
    }
}
