package dev.evpnd.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What is so of the routes of two senders, and what a client of a third number makes of what it is
/// told about them.
class TruthTest {
    private static final int ROUTES = 20;
    private static final int SENDER = 1;
    private static final int ROUTE = SENDER * ROUTES + 3;
    private static final int RECEIVER = 2;

    private final Workload workload = new Workload(new Run(2, 1, ROUTES, 4, Mix.PLAIN));
    private final Truth truth = new Truth(workload);
    private final UpdateEncoder encoder = new UpdateEncoder(workload);
    private final Faults faults = new Faults();
    private int changed;
    private final HeldChanges held =
            new HeldChanges(RECEIVER, 2 * ROUTES, faults, (route, change) -> changed += change);

    @BeforeEach
    void isToldEverything() {
        for (int route = 0; route < 2 * ROUTES; route++) {
            held.announced(route, 0);
        }
    }

    private int wrong() {
        return held.wrong(truth, ROUTES);
    }

    @Test
    void holdsWhatTheWorkloadSaysWhileNothingHasChanged() {
        assertThat(wrong()).isZero();
        assertThat(held.count()).isEqualTo(2 * ROUTES);
    }

    @Test
    void isRightOnlyWithTheLastOfAllChanges() {
        int first = truth.change(ROUTE);
        int second = truth.change(ROUTE);
        held.announced(ROUTE, first);
        assertThat(wrong()).isEqualTo(1);
        held.announced(ROUTE, second);
        assertThat(wrong()).isZero();
        assertThat(changed).isEqualTo(first + second);
    }

    @Test
    void isRightOnlyWithoutWhatIsWithdrawn() {
        truth.withdraw(ROUTE);
        assertThat(wrong()).isEqualTo(1);
        assertThat(held.withdrawn(ROUTE)).isTrue();
        assertThat(wrong()).isZero();
        held.announced(ROUTE, truth.change(ROUTE));
        assertThat(wrong()).isZero();
    }

    @Test
    void isWrongWithARouteOfItsOwn() {
        var own = new HeldChanges(SENDER, 2 * ROUTES, faults, (route, change) -> {});
        for (int route = 0; route < ROUTES; route++) {
            own.announced(route, 0);
        }
        assertThat(own.wrong(truth, ROUTES)).isZero();
        own.announced(ROUTE, 0);
        assertThat(own.wrong(truth, ROUTES)).isEqualTo(1);
    }

    @Test
    void noticesThatARouteBecomesOlder() {
        held.announced(ROUTE, 2);
        held.withdrawn(ROUTE);
        held.announced(ROUTE, 1);
        assertThat(faults.first()).singleElement().asString().contains("goes back");
    }

    @Test
    void losesWhatIsNotToldAgainByTheEndOfARefresh() {
        held.refreshBegins();
        for (int route = 1; route < 2 * ROUTES; route++) {
            held.announced(route, 0);
        }
        held.refreshEnds();
        assertThat(held.refreshes()).isEqualTo(1);
        assertThat(faults.first()).singleElement().asString().contains("1 routes");
        assertThat(wrong()).isEqualTo(1);
    }

    @Test
    void isToldChangesAndWithdrawalsAsTheyAreEncoded() {
        var octets = ByteBuffer.allocate(1024);
        encoder.change(octets, SENDER, 3, truth.change(ROUTE));
        encoder.withdrawal(octets, SENDER, 4);
        truth.withdraw(ROUTE + 1);
        read(octets.flip(), truth);
        assertThat(faults.first()).isEmpty();
        assertThat(wrong()).isZero();
    }

    @Test
    void takesNoChangeThatNeverWas() {
        var octets = ByteBuffer.allocate(1024);
        encoder.change(octets, SENDER, 3, 1);
        read(octets.flip(), truth);
        assertThat(faults.count()).isEqualTo(1);
        read(octets, Truth.unknown(workload));
        assertThat(faults.count()).isEqualTo(1);
    }

    private void read(ByteBuffer octets, Truth known) {
        var checker = new UpdateChecker(workload, known, false, faults);
        int at = 0;
        while (at < octets.limit()) {
            int end = at + octets.getShort(at + 16);
            checker.update(octets, at + UpdateEncoder.HEADER, end, RECEIVER, held);
            at = end;
        }
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path directory) throws IOException {
        held.announced(ROUTE, truth.change(ROUTE));
        truth.withdraw(7);
        truth.write(directory.resolve("truth"));
        var read = Truth.read(workload, directory.resolve("truth"));
        assertThat(held.wrong(read, ROUTES)).isEqualTo(1);
        held.withdrawn(7);
        assertThat(held.wrong(read, ROUTES)).isZero();
    }
}
