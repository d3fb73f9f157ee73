package dev.evpnd.testbed.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.ByteBuffer;

class UpdateCheckerTest {
    private static final int SENDER = 1;
    private static final int RECEIVER = 2;

    private final Faults faults = new Faults();

    private static Workload workload(Mix mix) {
        return new Workload(new Run(2, 1, 300, 7, mix));
    }

    private Held read(Workload workload, boolean reflected, ByteBuffer octets) {
        return read(workload, reflected, octets, RECEIVER);
    }

    private Held read(Workload workload, boolean reflected, ByteBuffer octets, int client) {
        var held = new Held(workload.run().allRoutes(), (route, change) -> {});
        var checker = new UpdateChecker(workload, new Truth(workload), reflected, faults);
        int at = 0;
        while (at < octets.limit()) {
            int end = at + Short.toUnsignedInt(octets.getShort(at + 16));
            checker.update(octets, at + UpdateEncoder.HEADER, end, client, held);
            at = end;
        }
        return held;
    }

    private static ByteBuffer reflected(Workload workload) {
        var octets = ByteBuffer.allocate(300 * 200);
        new UpdateEncoder(workload).reflected(octets, SENDER);
        return octets.flip();
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatIsReflectedAsItHasToBe(Mix mix) {
        var workload = workload(mix);
        assertThat(read(workload, true, reflected(workload)).count()).isEqualTo(300);
        assertThat(faults.first()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void takesWhatIsCopied(Mix mix) {
        var workload = workload(mix);
        var octets = new UpdateEncoder(workload).announcements(SENDER);
        assertThat(read(workload, false, octets).count()).isEqualTo(300);
        assertThat(faults.first()).isEmpty();
    }

    @Test
    void wantsWhatAReflectorHasToAdd() {
        var workload = workload(Mix.PLAIN);
        var octets = new UpdateEncoder(workload).announcements(SENDER);
        assertThat(read(workload, true, octets).count()).isZero();
        assertThat(faults.count()).isPositive();
    }

    /// Whatever octet behind the header of a message is another, it is no more what it has to be.
    @ParameterizedTest
    @EnumSource
    void noticesEachOctetThatIsAnother(Mix mix) {
        var workload = workload(mix);
        var octets = reflected(workload);
        int end = octets.getShort(16);
        for (int at = UpdateEncoder.HEADER; at < end; at++) {
            var message = ByteBuffer.allocate(end).put(octets.slice(0, end));
            message.put(at, (byte) (message.get(at) ^ 1)).flip();
            long before = faults.count();
            boolean held = read(workload, true, message).count() == 1;
            boolean isFlagsOfAttribute = held && faults.count() == before;
            assertThat(isFlagsOfAttribute ? isFlags(octets, at) : faults.count() > before)
                    .as("octet %d of %s", at, mix)
                    .isTrue();
        }
    }

    /// The lower bits of an attribute's flags are to be ignored (RFC 4271 section 4.3).
    private static boolean isFlags(ByteBuffer message, int octet) {
        int at = UpdateEncoder.HEADER + 4;
        while (at < octet) {
            boolean extended = (message.get(at) & 0x10) != 0;
            at += extended ? 4 + message.getShort(at + 2) : 3 + message.get(at + 2);
        }
        return at == octet;
    }

    @Test
    void countsWhatComesAgainAndWhatComesBack() {
        var workload = workload(Mix.PLAIN);
        var once = reflected(workload);
        var twice =
                ByteBuffer.allocate(2 * once.limit()).put(once.slice()).put(once.slice()).flip();
        var held = read(workload, true, twice);
        assertThat(held.count()).isEqualTo(300);
        assertThat(held.repeated()).isEqualTo(300);
        assertThat(read(workload, true, once, SENDER).returnedCount()).isEqualTo(300);
        assertThat(faults.first()).isEmpty();
    }
}
