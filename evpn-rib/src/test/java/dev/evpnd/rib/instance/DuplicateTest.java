package dev.evpnd.rib.instance;

import static dev.evpnd.rib.instance.OneVtep.HIGHER;
import static dev.evpnd.rib.instance.OneVtep.IP;
import static dev.evpnd.rib.instance.OneVtep.L2;
import static dev.evpnd.rib.instance.OneVtep.MAC;
import static dev.evpnd.rib.instance.OneVtep.OTHER_MAC;
import static dev.evpnd.rib.instance.OneVtep.host;
import static dev.evpnd.rib.instance.OneVtep.remoteMac;
import static dev.evpnd.rib.instance.OneVtep.remoteNeighbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.rib.instance.DuplicateSettings.Action;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.Test;

import java.util.OptionalLong;

/// Addresses that move too often: RFC 7432 section 15.1.
class DuplicateTest {
    private final OneVtep vtep = new OneVtep();
    private long sequence;

    private void configure(Action action) {
        configure(DuplicateSettings.DEFAULT.withAction(action));
    }

    private void configure(DuplicateSettings settings) {
        vtep.configure(OneVtep.macVrf().withDuplicates(settings));
        vtep.drain();
    }

    /// The address is learned here, and then heard of elsewhere.
    private void moveHereAndBack() {
        vtep.learn(MAC);
        moveBack();
    }

    private void moveBack() {
        sequence += 2;
        vtep.receive(HIGHER, MAC, null, sequence);
    }

    @Test
    void tellsOfTheFifthMoveInThreeMinutes() {
        moveBack();
        moveHereAndBack();
        moveHereAndBack();
        assertThat(vtep.notices()).isEmpty();
        vtep.learn(MAC);
        assertThat(vtep.notices())
                .containsExactly(new Notice.DuplicateDetected(L2, MAC, null, 5, HIGHER, false));
        assertThat(vtep.view(MAC).duplicate())
                .isEqualTo(new HostView.Duplicate(5, false, vtep.now + 180_000));
    }

    @Test
    void aDuplicateThatIsOnlyWarnedOfStillMoves() {
        configure(new Action.Warn());
        moveBack();
        moveHereAndBack();
        moveHereAndBack();
        vtep.learn(MAC);
        assertThat(vtep.hosts()).hasSize(1);
        moveBack();
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
    }

    @Test
    void tellsNothingOfMovesThatAreFarApart() {
        moveBack();
        for (int i = 0; i < 20; i++) {
            moveHereAndBack();
            vtep.now += 100_000;
        }
        assertThat(vtep.notices()).isEmpty();
    }

    @Test
    void doesNotCountMovesBetweenOthers() {
        for (int i = 1; i < 20; i++) {
            vtep.receive(i % 2 == 0 ? HIGHER : OneVtep.LOWER, MAC, null, i);
        }
        assertThat(vtep.notices()).isEmpty();
    }

    @Test
    void aFrozenAddressStaysElsewhereAndIsNotAnnounced() {
        configure(new Action.FreezeForGood());
        moveBack();
        moveHereAndBack();
        moveHereAndBack();
        vtep.drain();
        vtep.learn(MAC);
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.drain())
                .containsExactlyInAnyOrder(
                        new InstanceChange.Tell(
                                new Notice.DuplicateDetected(L2, MAC, null, 5, HIGHER, true)),
                        new InstanceChange.Hold(remoteMac(MAC, HIGHER)));
        assertThat(vtep.view(MAC).why()).isEqualTo(MobilityStep.FROZEN);
    }

    @Test
    void aFrozenAddressStaysHereWhateverOthersAnnounce() {
        duplicateHere(new Action.FreezeForGood());
        vtep.receive(HIGHER, MAC, null, 1000);
        assertThat(vtep.hosts()).hasSize(1);
        assertThat(vtep.instances.intents()).isEmpty();
    }

    /// A window begins with a move to here, so that one away is the last of an even number.
    private void duplicateHere(Action action) {
        configure(new DuplicateSettings(4, DuplicateSettings.DEFAULT.windowMillis(), action));
        moveBack();
        moveHereAndBack();
        moveHereAndBack();
    }

    @Test
    void aFrozenAddressThatNobodyClaimsAnyMoreIsNowhere() {
        configure(new Action.FreezeForGood());
        moveBack();
        moveHereAndBack();
        moveHereAndBack();
        vtep.learn(MAC);
        vtep.lose(host(HIGHER, MAC, null));
        assertThat(vtep.instances.intents()).isEmpty();
        vtep.receive(HIGHER, MAC, null, 100);
        assertThat(vtep.instances.intents()).isEmpty();
    }

    @Test
    void aFrozenAddressThatWasHeardHereSinceItWasNowhereIsTakenWhenItIsCleared() {
        configure(new Action.FreezeForGood());
        moveBack();
        moveHereAndBack();
        moveHereAndBack();
        vtep.learn(MAC);
        vtep.lose(host(HIGHER, MAC, null));
        vtep.learn(MAC);
        vtep.receive(HIGHER, MAC, null, 100);
        assertThat(vtep.hosts()).isEmpty();
        vtep.instances.clearDuplicate(L2, MAC, vtep.now);
        assertThat(vtep.hosts()).containsExactly(MAC + " MM:101");
    }

    @Test
    void aFrozenAddressMovesAgainWhenItsTimeIsOver() {
        duplicateHere(new Action.Freeze(30_000));
        long thaws = vtep.now + 30_000;
        assertThat(vtep.instances.nextDeadlineMillis()).isEqualTo(OptionalLong.of(thaws));
        vtep.instances.tick(thaws - 1);
        assertThat(vtep.hosts()).hasSize(1);
        vtep.instances.tick(thaws);
        assertThat(vtep.hosts()).isEmpty();
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
        assertThat(vtep.notices()).contains(new Notice.DuplicateCleared(L2, MAC, null, false));
        assertThat(vtep.instances.nextDeadlineMillis()).isEmpty();
    }

    @Test
    void aFrozenAddressMovesAgainWhenItIsCleared() {
        duplicateHere(new Action.FreezeForGood());
        assertThat(vtep.instances.nextDeadlineMillis()).isEmpty();
        vtep.drain();
        vtep.instances.clearDuplicate(L2, MAC, vtep.now);
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
        assertThat(vtep.notices())
                .containsExactly(new Notice.DuplicateCleared(L2, MAC, null, true));
    }

    @Test
    void countsFromTheBeginningWhenItIsCleared() {
        duplicateHere(new Action.FreezeForGood());
        vtep.instances.clearDuplicates(L2, vtep.now);
        vtep.drain();
        moveHereAndBack();
        vtep.learn(MAC);
        assertThat(vtep.notices()).isEmpty();
    }

    @Test
    void anAddressIsNoDuplicateAnyMoreThatHasNotMovedForAWindow() {
        duplicateHere(new Action.Warn());
        vtep.now += 100_000;
        moveHereAndBack();
        vtep.instances.tick(vtep.now + 179_999);
        assertThat(vtep.view(MAC).duplicate()).isNotNull();
        vtep.instances.tick(vtep.now + 180_000);
        assertThat(vtep.view(MAC).duplicate()).isNull();
    }

    @Test
    void turningDetectionOffClearsWhatIsFrozen() {
        duplicateHere(new Action.FreezeForGood());
        vtep.configure(OneVtep.macVrf().withDuplicates(DuplicateSettings.OFF));
        assertThat(vtep.instances.intents()).containsExactly(remoteMac(MAC, HIGHER));
    }

    @Test
    void anAddressThatMovesBetweenMacAddressesIsADuplicateByItself() {
        configure(new Action.FreezeForGood());
        vtep.learn(MAC);
        vtep.receive(HIGHER, OTHER_MAC, IP, 1);
        for (int i = 0; i < 3; i++) {
            vtep.learn(IP, MAC);
            vtep.receive(HIGHER, OTHER_MAC, IP, 10 * i + 10);
        }
        assertThat(vtep.notices())
                .containsExactly(new Notice.DuplicateDetected(L2, null, IP, 5, HIGHER, true));
        assertThat(vtep.instances.intents())
                .containsExactly(
                        remoteMac(OTHER_MAC, HIGHER), remoteNeighbor(IP, OTHER_MAC, HIGHER));
        vtep.receive(HIGHER, MacAddress.parse("02:00:00:00:00:cc"), IP, 99);
        assertThat(vtep.instances.intents()).contains(remoteNeighbor(IP, OTHER_MAC, HIGHER));
        vtep.instances.clearDuplicate(L2, IP, vtep.now);
        vtep.learn(IP, MAC);
        assertThat(vtep.hosts()).hasSize(2);
    }

    @Test
    void anAddressThatMovesWithItsMacAddressIsNoDuplicateByItself() {
        for (int i = 0; i < 8; i++) {
            vtep.learn(IP, MAC);
            vtep.learn(MAC);
            moveBack();
            vtep.receive(HIGHER, MAC, IP, sequence);
        }
        assertThat(vtep.notices())
                .containsExactly(new Notice.DuplicateDetected(L2, MAC, null, 5, HIGHER, false));
    }

    @Test
    void nothingIsDueOfABridgeDomainThatIsGone() {
        duplicateHere(new Action.Freeze(30_000));
        vtep.unconfigureMacVrf(L2);
        vtep.drain();
        vtep.instances.tick(vtep.now + 30_000);
        assertThat(vtep.drain()).isEmpty();
    }
}
