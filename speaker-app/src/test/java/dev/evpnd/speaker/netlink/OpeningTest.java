package dev.evpnd.speaker.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the kernel cannot be spoken to, opening says why, and nothing else fails.
@Timeout(60)
final class OpeningTest {

    /// What [Opener] prints, run by a JVM with these options.
    private static String opened(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Opener.class.getName());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.strip();
    }

    @Test
    void anotherSystemHasNone() throws Exception {
        assertThat(opened("-Dos.name=Windows 11", "--enable-native-access=ALL-UNNAMED"))
                .isEqualTo("netlink is Linux', and this system is Windows 11");
    }

    @Test
    void aJvmThatMayNotCallTheSystemSaysWhatWouldLetIt() throws Exception {
        assertThat(opened("--illegal-native-access=deny"))
                .isEqualTo("the JVM may not call the system (--enable-native-access=ALL-UNNAMED)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../proc/self/ns/net"})
    void aNameIsThatOfAFileAmongTheNamespaces(String name) {
        assertThatThrownBy(() -> NetworkNamespace.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no network namespace is called '" + name + "'");
    }

    @Test
    void aNamespaceSaysWhichItIs() {
        assertThat(NetworkNamespace.named("blue"))
                .isEqualTo(new NetworkNamespace.At(Path.of("/run/netns/blue")))
                .hasToString("the network namespace /run/netns/blue");
        assertThat(new NetworkNamespace.Own()).hasToString("the program's network namespace");
    }
}
