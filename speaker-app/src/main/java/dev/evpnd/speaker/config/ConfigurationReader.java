package dev.evpnd.speaker.config;

import dev.evpnd.rib.RibSettings;
import dev.evpnd.rib.decision.DecisionOptions;
import dev.evpnd.speaker.config.FileKeys.BestPath;
import dev.evpnd.speaker.config.FileKeys.Log;
import dev.evpnd.speaker.config.FileKeys.Queues;
import dev.evpnd.speaker.config.FileKeys.Restart;
import dev.evpnd.speaker.config.FileKeys.Tables;
import dev.evpnd.speaker.config.grammar.Key;
import dev.evpnd.speaker.config.grammar.Values;
import dev.evpnd.speaker.config.yaml.Faults;
import dev.evpnd.wire.address.BgpIdentifier;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes a configuration from what a file says, and tells of what contradicts itself in it.
final class ConfigurationReader {

    private final Machine machine;
    private final Faults faults;

    ConfigurationReader(Machine machine, Faults faults) {
        this.machine = machine;
        this.faults = faults;
    }

    /// The configuration; nothing where the file has faults.
    Optional<Configuration> read(Values file) {
        var speaker = speaker(file);
        var lists = new ListsReader(faults).read(file);
        var policies = new PoliciesReader(lists, speaker.asn(), faults).read(file);
        var peers = new PeersReader(file, speaker, policies, faults);
        var neighbors = peers.neighbors();
        var ranges = peers.ranges();
        peers.tellFaultsOfUnusedGroups();
        var instances = new InstancesReader(file, speaker, faults);
        var ipVrfs = instances.ipVrfs();
        var macVrfs = instances.macVrfs();
        var vtep = instances.vtep();
        var listen = apart(file, FileKeys.LISTEN, List.of());
        var http = http(file, listen);
        var limits = limits(file.section(FileKeys.LIMITS));
        var stateDirectory = stateDirectory(file);
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Configuration(
                        rib(file, speaker, peers.clusterIds()),
                        speaker.restart(),
                        listen,
                        http,
                        neighbors,
                        ranges,
                        vtep,
                        macVrfs,
                        ipVrfs,
                        file.section(FileKeys.RIB).find(Tables.SHARDS),
                        limits,
                        log(file.section(FileKeys.LOG)),
                        stateDirectory));
    }

    private SpeakerIdentity speaker(Values file) {
        var restart = file.section(FileKeys.GRACEFUL_RESTART);
        return new SpeakerIdentity(
                file.find(FileKeys.AS),
                file.find(FileKeys.ROUTER_ID).orElse(machine.routerId()),
                new RestartSettings(
                        restart.get(Restart.RESTART_TIME),
                        restart.get(Restart.PRESERVE_FORWARDING),
                        restart.get(Restart.SELECT_DEFER_TIME)),
                machine);
    }

    private RibSettings rib(Values file, SpeakerIdentity speaker, Set<BgpIdentifier> clusterIds) {
        var own = file.find(FileKeys.CLUSTER_ID).orElse(speaker.routerId());
        var others = new HashSet<>(clusterIds);
        others.remove(own);
        var settings = RibSettings.of(speaker.asn(), speaker.routerId());
        return new RibSettings(
                settings.localAs(),
                settings.identifier(),
                own,
                file.get(FileKeys.CLIENT_TO_CLIENT),
                file.section(FileKeys.LIMITS).get(Queues.UPDATE_GROUP_LOG),
                settings.hashSeed(),
                others,
                settings.addresses(),
                settings.restart(),
                decision(file.section(FileKeys.BEST_PATH)),
                file.get(FileKeys.RESOLVE_NEXT_HOPS));
    }

    private static DecisionOptions decision(Values values) {
        return new DecisionOptions(
                values.get(BestPath.AIGP),
                values.get(BestPath.IGNORE_AS_PATH),
                values.get(BestPath.CONFEDERATION_AS_PATH),
                values.get(BestPath.ALWAYS_COMPARE_MED),
                values.get(BestPath.MISSING_MED_AS_WORST),
                values.get(BestPath.CONFEDERATION_MED),
                values.get(BestPath.COMPARE_ROUTER_ID));
    }

    private HttpSettings http(Values file, List<ListenAddress> listen) {
        if (!file.has(FileKeys.HTTP)) {
            return HttpSettings.NONE;
        }
        var values = file.section(FileKeys.HTTP);
        return new HttpReader(faults).read(values, apart(values, HttpKeys.LISTEN, listen));
    }

    /// @param others that are listened on besides
    private List<ListenAddress> apart(
            Values values, Key.WithDefault<List<ListenAddress>> key, List<ListenAddress> others) {
        if (values.isFaulty(key)) {
            return values.get(key);
        }
        var taken = new ArrayList<>(others);
        for (var address : values.get(key)) {
            for (var earlier : taken) {
                if (earlier.overlaps(address)) {
                    faults.add(
                            values.placeOf(key),
                            "expected addresses beside each other, found "
                                    + earlier
                                    + " and "
                                    + address);
                }
            }
            taken.add(address);
        }
        return values.get(key);
    }

    private Limits limits(Values values) {
        long perPeer = values.get(Queues.INPUT_PER_PEER);
        long inAll = values.get(Queues.INPUT_IN_ALL);
        if (inAll >= perPeer) {
            return new Limits(perPeer, inAll, values.get(Queues.OUTPUT_PER_PEER));
        }
        if (!values.isFaulty(Queues.INPUT_PER_PEER) && !values.isFaulty(Queues.INPUT_IN_ALL)) {
            faults.add(
                    values.placeOf(
                            values.has(Queues.INPUT_IN_ALL)
                                    ? Queues.INPUT_IN_ALL
                                    : Queues.INPUT_PER_PEER),
                    "expected an input-in-all of at least the input-per-peer of "
                            + perPeer
                            + ", found "
                            + inAll);
        }
        return Limits.DEFAULT;
    }

    private static LogSettings log(Values values) {
        return new LogSettings(values.get(Log.LEVEL), values.get(Log.FORMAT));
    }

    private Optional<Path> stateDirectory(Values file) {
        try {
            return file.find(FileKeys.STATE_DIRECTORY).map(Path::of);
        } catch (InvalidPathException e) {
            faults.add(file.placeOf(FileKeys.STATE_DIRECTORY), "expected a path, found none");
            return Optional.empty();
        }
    }
}
