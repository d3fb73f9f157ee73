package dev.evpnd.speaker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.wire.address.IpAddress;
import dev.evpnd.wire.address.MacAddress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/// What the next life reads is what this one has written down.
class JournalTest {
    private static final KernelIdentity KERNEL = new KernelIdentity(new UUID(1, 2), 4, 5);
    private static final List<IpAddress> REMOTES =
            List.of(
                    IpAddress.parse("192.0.2.1"),
                    IpAddress.parse("255.255.255.255"),
                    IpAddress.parse("2001:db8::1"));
    private static final int SOME = 500;

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve(Journal.FILE);
    }

    private static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private Journal open() {
        return Journal.open(file, KERNEL, 0);
    }

    private static OwnEntry entry(Random random) {
        return new OwnEntry(
                1 + random.nextInt(3),
                random.nextInt(3) * 2000,
                random.nextInt(2) * 0xff_ffff,
                new MacAddress(random.nextInt(8) * 0x1111_1111_1111L),
                REMOTES.get(random.nextInt(REMOTES.size())));
    }

    private static void change(Journal journal, Random random) {
        var entry = entry(random);
        switch (random.nextInt(12)) {
            case 0 -> journal.forget(entry.device());
            case 1, 2, 3 -> journal.remove(entry);
            case 4 -> {
                if (journal.put(entry)) {
                    journal.refused(entry);
                }
            }
            default -> journal.put(entry);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void outlivesWhoeverWroteItAndIsReadAsItWasMeant(long seed) {
        var random = new Random(seed);
        for (int life = 0; life < 3; life++) {
            var journal = open();
            for (int i = 0; i < random.nextInt(SOME); i++) {
                change(journal, random);
                if (random.nextInt(10) == 0) {
                    journal.flush(0);
                }
            }
            // It is not closed: whoever is killed closes nothing.
            journal.flush(0);
            assertThat(journal.fault()).isEmpty();
            assertThat(open().entries()).isEqualTo(journal.entries());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aRecordThatIsNotWholeIsDroppedAndThoseBeforeItCount(long seed) throws IOException {
        var random = new Random(seed);
        var journal = open();
        for (int i = 0; i < 20; i++) {
            change(journal, random);
        }
        journal.flush(0);
        var before = open();
        var whole = Files.readAllBytes(file);
        before.put(new OwnEntry(9, 0, 0, new MacAddress(9), REMOTES.getFirst()));
        before.flush(0);
        var longer = Files.readAllBytes(file);
        assertThat(longer.length).isEqualTo(whole.length + JournalRecord.LENGTH);
        int torn = 1 + random.nextInt(JournalRecord.LENGTH - 1);
        Files.write(file, Arrays.copyOf(longer, whole.length + torn));
        assertThat(open().entries()).isEqualTo(journal.entries());
        assertThat(directory.resolve(Journal.FILE + ".damaged")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsDamagedIsSetAsideAndCountsAsEmpty(long seed) throws IOException {
        var random = new Random(seed);
        var journal = open();
        for (int i = 0; i < SOME; i++) {
            change(journal, random);
        }
        journal.put(new OwnEntry(9, 0, 0, new MacAddress(9), REMOTES.getFirst()));
        journal.flush(0);
        var octets = Files.readAllBytes(file);
        int at = random.nextInt(octets.length);
        // Four octets of the header are for nothing.
        while (at >= Replay.CHECKED + 4 && at < Replay.HEADER) {
            at = random.nextInt(octets.length);
        }
        octets[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, octets);
        assertThat(Journal.refusal(file, KERNEL)).isPresent();
        var next = open();
        assertThat(next.entries().isEmpty()).isTrue();
        assertThat(directory.resolve(Journal.FILE + ".damaged")).hasBinaryContent(octets);
        next.put(new OwnEntry(1, 0, 0, new MacAddress(1), REMOTES.getFirst()));
        next.flush(0);
        assertThat(open().entries().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOctetsAreReadOrSetAside(long seed) throws IOException {
        var random = new Random(seed);
        var octets = new byte[random.nextInt(300)];
        random.nextBytes(octets);
        Files.write(file, octets);
        assertThat(open().entries().isEmpty()).isTrue();
        assertThat(directory.resolve(Journal.FILE + ".damaged")).hasBinaryContent(octets);
    }

    @Test
    void ofAnotherBootOrNamespaceNothingIsKnown() throws IOException {
        var others =
                List.of(
                        new KernelIdentity(new UUID(1, 3), 4, 5),
                        new KernelIdentity(new UUID(1, 2), 3, 5),
                        new KernelIdentity(new UUID(1, 2), 4, 6));
        for (var other : others) {
            var journal = open();
            journal.put(new OwnEntry(1, 0, 0, new MacAddress(1), REMOTES.getFirst()));
            journal.close();
            assertThat(Journal.refusal(file, KERNEL)).isEmpty();
            assertThat(Journal.refusal(file, other)).isPresent();
            assertThat(Journal.open(file, other, 0).entries().isEmpty()).isTrue();
        }
    }

    @Test
    void doesNotGrowWithoutEnd() throws IOException {
        var journal = open();
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            change(journal, random);
            journal.flush(0);
        }
        assertThat(Files.size(file)).isLessThan(JournalRecord.LENGTH * 5_000L);
        assertThat(open().entries()).isEqualTo(journal.entries());
    }

    @Test
    void goesOnInMemoryWhereItCannotBeWrittenAndIsWrittenWhenItCan() throws IOException {
        file = directory.resolve("later").resolve(Journal.FILE);
        var journal = open();
        assertThat(journal.fault()).contains("no such file or directory");
        var entry = new OwnEntry(1, 0, 0, new MacAddress(1), REMOTES.getFirst());
        journal.put(entry);
        journal.flush(1);
        assertThat(journal.entries().has(entry)).isTrue();
        Files.createDirectory(file.getParent());
        journal.flush(59_000);
        assertThat(journal.fault()).isNotEmpty();
        journal.flush(60_000);
        assertThat(journal.fault()).isEmpty();
        assertThat(open().entries()).isEqualTo(journal.entries());
    }

    @Test
    void isOfThisKernelAndNamespace() throws IOException {
        var own = KernelIdentity.of(new dev.evpnd.speaker.netlink.NetworkNamespace.Own());
        assertThat(own)
                .isEqualTo(
                        KernelIdentity.of(
                                new dev.evpnd.speaker.netlink.NetworkNamespace.At(
                                        Path.of("/proc/self/ns/net"))));
        assertThat(own.inode()).isPositive();
    }
}
