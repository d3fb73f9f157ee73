package dev.evpnd.rib.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.Rib;
import dev.evpnd.rib.instance.InstanceChange;
import dev.evpnd.rib.instance.Intent;
import dev.evpnd.rib.instance.IntentKey;
import dev.evpnd.rib.instance.Origination;
import dev.evpnd.wire.address.Ipv4Address;
import dev.evpnd.wire.attribute.AsPath;
import dev.evpnd.wire.attribute.LocalPref;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.attribute.Origin;
import dev.evpnd.wire.attribute.PathAttributes;
import dev.evpnd.wire.nlri.RouteTargetMembership;
import dev.evpnd.wire.octets.Octets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The part of a scenario that is about instances: what they want of the kernel has to follow from
/// what is chosen, and what they announce competes with all else.
final class VtepPlay {
    private final Rib rib;
    private final NaiveSpeaker naive;
    private final Audience audience;
    private final NaiveVtep vtep = new NaiveVtep();

    /// By what the RIB told of changes.
    private final Map<IntentKey, Intent> kernel = new TreeMap<>();

    VtepPlay(Rib rib, NaiveSpeaker naive, Audience audience) {
        this.rib = rib;
        this.naive = naive;
        this.audience = audience;
    }

    void apply(Event.OfVtep event, long nowMillis) {
        var announced = originations();
        var wanted = vtep.memberships();
        switch (event) {
            case Event.ConfigureMacVrf(var settings) -> {
                rib.configure(settings);
                vtep.configure(settings);
            }
            case Event.UnconfigureMacVrf(var vni) -> {
                rib.unconfigureMacVrf(vni);
                vtep.unconfigure(vni);
            }
            case Event.Learn(var vni, var mac) -> {
                rib.instances().macLearned(vni, mac, 7, false, nowMillis);
                vtep.learn(vni, mac);
            }
            case Event.Age(var vni, var mac) -> {
                rib.instances().macGone(vni, mac, nowMillis);
                vtep.age(vni, mac);
            }
        }
        announce(announced);
        want(wanted);
    }

    private Map<Octets, Origination> originations() {
        var all = new LinkedHashMap<Octets, Origination>();
        vtep.originations().forEach(each -> all.put(each.route().key(), each));
        return all;
    }

    private void announce(Map<Octets, Origination> before) {
        var now = originations();
        var routes = new ArrayList<NaiveRoute>();
        before.forEach(
                (key, gone) -> {
                    if (!now.containsKey(key)) {
                        var route = new NaiveRoute.Evpn(gone.route());
                        naive.withdraw(NaiveSpeaker.LOCAL, 0, route);
                        routes.add(route);
                    }
                });
        now.forEach(
                (key, each) -> {
                    if (!each.equals(before.get(key))) {
                        var route = new NaiveRoute.Evpn(each.route());
                        naive.originate(route, each.nextHop().octets(), each.attributes());
                        routes.add(route);
                    }
                });
        audience.owe(routes);
    }

    private void want(Set<RouteTargetMembership> before) {
        var now = vtep.memberships();
        var gone = new LinkedHashSet<>(before);
        gone.removeAll(now);
        var come = new LinkedHashSet<>(now);
        come.removeAll(before);
        var attributes = PathAttributes.of(Origin.IGP, AsPath.EMPTY, new LocalPref(100));
        var nextHop = MpNextHop.of(new Ipv4Address(NaiveSpeaker.HERE.bits()));
        for (var route : Announcements.targets(List.copyOf(gone))) {
            naive.withdraw(NaiveSpeaker.LOCAL, 0, route);
        }
        for (var route : Announcements.targets(List.copyOf(come))) {
            naive.originate(route, nextHop.octets(), attributes);
        }
        audience.owe(Announcements.targets(List.copyOf(gone)));
        audience.owe(Announcements.targets(List.copyOf(come)));
    }

    /// When all is decided.
    void check() {
        for (var change : rib.drainInstanceChanges()) {
            if (change instanceof InstanceChange.Hold(var intent)) {
                kernel.put(intent.key(), intent);
            } else if (change instanceof InstanceChange.Drop(var intent)) {
                kernel.remove(intent.key());
            }
        }
        var intents = new TreeMap<IntentKey, Intent>();
        rib.instances().intents().forEach(each -> intents.put(each.key(), each));
        assertThat(kernel).as("what the kernel was told").isEqualTo(intents);
        var expected = vtep.intents(naive.bestEvpnPaths());
        assertThat(intents.keySet()).isEqualTo(expected.keySet());
        intents.forEach((key, intent) -> assertThat(expected.get(key)).contains(intent));
        assertThat(rib.instances().originations())
                .containsExactlyInAnyOrderElementsOf(vtep.originations());
    }
}
