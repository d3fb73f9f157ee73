package dev.evpnd.speaker.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Whatever a file is like, it is taken or there is something to say about it.
class MutatedFilesTest {
    private static final long SEED = 20260521;
    private static final int SEEDS = 40;
    private static final int MUTATIONS = 25;
    private static final String[] PIECES = {
        ":",
        " ",
        "\n",
        "  ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"",
        "'",
        "#",
        "&a ",
        "*a",
        "!t ",
        "|",
        ">",
        "---",
        "...",
        "? ",
        "%",
        "~",
        "null",
        "true",
        "0",
        "-1",
        "99999999999",
        "\t",
        "\u0000",
        "\u2028",
        "\ufeff",
        "é",
        "<<: ",
        "as: 1\n",
        "\r"
    };

    static LongStream seeds() {
        return LongStream.range(SEED, SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areTakenOrHaveAFaultInsideOfThem(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var original = Files.readString(Path.of("../docs/examples/everything.yaml"));
        for (int i = 0; i < MUTATIONS; i++) {
            var text = mutated(original, random);
            if (OneMachine.load(text) instanceof Loaded.Faulty faulty) {
                for (var fault : faulty.faults()) {
                    int line = fault.place().position().line();
                    var lines = text.split("\r\n|[\n\r]", -1);
                    assertThat(line).as("%s", fault).isBetween(1, lines.length);
                    assertThat(fault.place().position().column())
                            .as("%s in '%s'", fault, lines[line - 1])
                            .isBetween(1, lines[line - 1].length() + 1);
                    assertThat(fault.line("f").lines()).hasSize(1);
                }
            }
        }
    }

    /// Octets that need not be text.
    @ParameterizedTest
    @MethodSource("seeds")
    void areTakenOrHaveAFaultWhateverTheirOctetsAre(long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var octets = Files.readAllBytes(Path.of("../docs/examples/everything.yaml"));
        for (int i = 0; i < 4; i++) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            assertThat(ConfigurationFile.load(octets, OneMachine.MACHINE)).isNotNull();
        }
    }

    private static String mutated(String original, SplittableRandom random) {
        var text = new StringBuilder(original);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(from, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(from, to);
                case 2 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
                default -> text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return text.toString();
    }
}
