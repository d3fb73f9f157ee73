package dev.evpnd.rib.in;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.peer.ImportSettings;
import dev.evpnd.rib.route.AttributeSet;
import dev.evpnd.rib.route.NextHops;
import dev.evpnd.rib.route.RouteFamily;
import dev.evpnd.rib.route.Routes;
import dev.evpnd.rib.shard.ShardRunner;
import dev.evpnd.rib.shard.Sharding;
import dev.evpnd.wire.attribute.MpNextHop;
import dev.evpnd.wire.evpn.EvpnNlriView;
import dev.evpnd.wire.octets.OctetWriter;

import org.junit.jupiter.api.Test;

import java.util.Set;

class IntakeTest {
    private final Routes routes = Routes.create(RouteFamily.EVPN, 0);
    private final AdjRibsIn ribsIn = new AdjRibsIn(routes.paths());
    private final Intake intake = new Intake(new Sharding(2, ShardRunner.IN_TURN));

    /// A list of a peer in a table that fails, or one that does not.
    private Branch branch(int peer, boolean fails) {
        RouteListener listener =
                new RouteListener() {
                    @Override
                    public void changing(int destination) {
                        if (fails) {
                            throw new IllegalStateException("a table that fails");
                        }
                    }

                    @Override
                    public void leaving(int path) {}
                };
        var here = new Here(Speaker.AS, Speaker.ID, Set.of(), Set.of());
        var rules =
                new ImportRules(
                        here,
                        new NextHops(false),
                        Speaker.client(peer),
                        ImportSettings.DEFAULT,
                        routes);
        return new Branch(
                new Inbound(routes, ribsIn, listener), ribsIn.add(peer, rules, new Room()));
    }

    private AttributeSet attributes() {
        var set = routes.attributes().intern(0, MpNextHop.of(Speaker.VTEP), Speaker.attributes());
        routes.attributes().retain(set.number());
        return set;
    }

    private void announce(int shard, Branch branch, int number) {
        var nlri = new OctetWriter();
        Speaker.mac(number).encode(nlri);
        var view = new EvpnNlriView();
        view.wrap(nlri.array(), 0, nlri.length(), false);
        assertThat(view.next()).isTrue();
        intake.begin();
        intake.beginRun(shard, branch, attributes(), false);
        intake.add(shard, view);
    }

    @Test
    void costsASessionWhatFailsThereAndNoOther() {
        var failing = branch(1, true);
        var other = branch(2, false);
        announce(0, failing, 1);
        announce(0, other, 2);
        announce(1, failing, 3);
        announce(1, other, 4);
        intake.take();
        assertThat(other.list.size()).isEqualTo(2);
        assertThat(intake.takeDefects()).containsOnlyKeys(1);
        assertThat(intake.takeDefects()).isEmpty();
        assertThat(intake.isEmpty()).isTrue();
    }

    @Test
    void holdsNothingBehindWhatItTook() {
        var list = branch(1, false);
        announce(0, list, 1);
        intake.take();
        intake.take();
        assertThat(list.list.counters().announced()).isEqualTo(1);
    }
}
