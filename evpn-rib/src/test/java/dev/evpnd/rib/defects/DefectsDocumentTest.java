package dev.evpnd.rib.defects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// docs/conformance/peer-defects.md names the tests that are there, and all of them.
class DefectsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/conformance/peer-defects.md");

    @Test
    void namesEveryTest() throws IOException {
        var named =
                Pattern.compile("`([A-Za-z0-9]+)`")
                        .matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        var tests =
                Stream.of(PeerDefectsTest.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(method -> method.getName())
                        .toList();

        assertThat(tests).isNotEmpty().allMatch(named::contains);
        assertThat(named).allMatch(tests::contains);
    }
}
