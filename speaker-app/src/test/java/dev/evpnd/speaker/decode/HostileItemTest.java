package dev.evpnd.speaker.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Octets nobody would send: each is answered with one line of JSON, and nothing is thrown.
class HostileItemTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int SEED = 7606;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource
    void answersAnyOctets(Kind kind) {
        var items = Stream.generate(() -> random.nextInt(80)).limit(2_000).map(this::octets);
        check(kind, items.toList());
    }

    @ParameterizedTest
    @EnumSource
    void answersTruncationsAndBitFlips(Kind kind) {
        var items =
                Golden.all()
                        .filter(it -> it.kind().equals(kind.text()))
                        .filter(it -> !it.output().contains(VerdictJson.INVALID_INPUT))
                        .map(it -> HEX.parseHex(it.input().replaceAll("#.*|0x|[ :]", "")))
                        .flatMap(this::damaged);
        check(kind, items.toList());
    }

    @ParameterizedTest
    @EnumSource
    void answersTheLongestItems(Kind kind) {
        for (int filling : new int[] {0x00, 0x01, 0x03, 0x80, 0xff}) {
            var item = new byte[HexLines.MAX_LENGTH];
            Arrays.fill(item, (byte) filling);
            check(kind, List.of(item));
        }
        check(kind, List.of(octets(HexLines.MAX_LENGTH)));
    }

    private void check(Kind kind, List<byte[]> items) {
        var input = new StringBuilder();
        items.forEach(item -> input.append("0x").append(HEX.formatHex(item)).append('\n'));
        var options = random.nextBoolean() ? "--two-octet-as" : "--external";
        var run =
                Run.of(
                        input.toString(),
                        "--kind=" + kind.text(),
                        "--extended-messages",
                        "--add-path=" + (random.nextBoolean() ? "all" : "1/128"),
                        options);
        assertThat(run.status()).isZero();
        assertThat(run.errors()).isEmpty();
        assertThat(run.lines()).hasSameSizeAs(items);
        run.lines().forEach(Json::check);
    }

    private byte[] octets(int length) {
        var octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private Stream<byte[]> damaged(byte[] whole) {
        var truncated =
                Stream.iterate(0, n -> n < whole.length, n -> n + 1)
                        .map(n -> Arrays.copyOf(whole, n));
        var flipped =
                Stream.iterate(0, n -> n < whole.length * 8, n -> n + 1)
                        .map(
                                n -> {
                                    var copy = whole.clone();
                                    copy[n / 8] ^= (byte) (1 << n % 8);
                                    return copy;
                                });
        return Stream.concat(truncated, flipped);
    }
}
