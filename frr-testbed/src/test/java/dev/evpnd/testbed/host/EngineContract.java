package dev.evpnd.testbed.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evpnd.testbed.peer.Availability;
import dev.evpnd.testbed.peer.PeerKind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What holds of every engine.
abstract class EngineContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofMillis(500);
    private static final String SAYS_AGAIN_AND_AGAIN = "while :; do echo here; sleep 0.05; done";

    /// Of no process: the id is above what the kernel gives.
    private static final String LEFT = Owner.nameOf(new ProcessIdentity(4194305, 1), 1) + "-main";

    private final String namespace = Owner.newName();
    private final String other = Owner.newName();

    // JUnit deletes it, which it can, for who writes there is of the user that runs the tests.
    @TempDir Path directory;

    abstract Engine engine();

    @BeforeEach
    void make() {
        engine().createNamespace(namespace);
    }

    @AfterEach
    void remove() {
        engine().removeNamespace(namespace);
        engine().removeNamespace(other);
    }

    private Program shell(String script) {
        return shell(namespace, script);
    }

    private Program shell(String where, String script) {
        var command = List.of("sh", "-c", script);
        var log = directory.resolve("log");
        return engine().start(where, new Launch(new Root.Machine(), directory, command, log));
    }

    private String exec(String where, String command) {
        return engine().exec(where, List.of(command.split(" ", -1))).orThrow();
    }

    private static void awaitWord(Program program, String word) {
        assertThat(Waiting.until(LIMIT, () -> says(program, word)))
                .as(() -> program.lastWords(20))
                .isTrue();
    }

    private static boolean says(Program program, String word) {
        return Files.exists(program.log()) && program.lastWords(1000).contains(word);
    }

    /// The process id that a program says it has started.
    private static long child(Program program) {
        awaitWord(program, ".");
        return Long.parseLong(program.lastWords(1).replaceAll("\\D", ""));
    }

    private static boolean ends(Program program) {
        return Waiting.until(LIMIT, () -> !program.isAlive());
    }

    private static boolean isGone(long pid) {
        return Waiting.until(LIMIT, () -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void makesNamespacesThatShareNothing() {
        engine().createNamespace(other);
        exec(namespace, "ip address add 198.51.100.1/32 dev lo");
        assertThat(engine().namespaces()).contains(namespace, other);
        assertThat(exec(namespace, "ip address show dev lo"))
                .contains("UP", "127.0.0.1/8", "::1/128", "198.51.100.1/32");
        assertThat(exec(other, "ip address show dev lo"))
                .contains("UP", "127.0.0.1/8", "::1/128")
                .doesNotContain("198.51.100.1");
    }

    @Test
    void letsTheSettingsOfANamespaceBeWritten() {
        var setting = "/proc/sys/net/ipv4/ip_forward";
        var write = "echo 1 >" + setting + " && cat " + setting;
        assertThat(engine().exec(namespace, List.of("sh", "-c", write)).orThrow()).isEqualTo("1\n");
    }

    @Test
    void linksNamespaces() {
        engine().createNamespace(other);
        engine().link(namespace, "here", other, "there");
        exec(namespace, "ip link set here up");
        exec(other, "ip link set there up");
        assertThat(exec(namespace, "ip link show here")).contains("LOWER_UP");
        assertThat(exec(other, "ip link show there")).contains("LOWER_UP");
    }

    @Test
    void tellsHowACommandEnded() {
        var script = "echo out; echo err >&2; exit 3";
        var outcome = engine().exec(namespace, List.of("sh", "-c", script));
        assertThat(outcome.status()).isEqualTo(3);
        assertThat(outcome.output()).isEqualTo("out\n");
        assertThat(outcome.errors()).isEqualTo("err\n");
        var none = engine().exec(namespace, List.of("no-such-program"));
        assertThat(none.succeeded()).isFalse();
        assertThat(none.errors() + none.output()).contains("no-such-program");
    }

    @Test
    void startsAProgramInItsNamespaceAndDirectory() {
        exec(namespace, "ip address add 198.51.100.1/32 dev lo");
        var program = shell("pwd; ip address show; echo error >&2; exec sleep 1000");
        awaitWord(program, "error");
        assertThat(program.isAlive()).isTrue();
        assertThat(program.lastWords(100)).contains(directory.toString(), "198.51.100.1/32");
        assertThat(ProcessHandle.of(program.pid())).isPresent();
    }

    @Test
    void runsACommandWhereAProgramRuns() {
        exec(namespace, "ip address add 198.51.100.1/32 dev lo");
        var program = shell("exec sleep 1000");
        assertThat(program.exec(List.of("ip", "address", "show")).orThrow())
                .contains("198.51.100.1/32");
        program.kill();
        assertThat(program.exec(List.of("true")).succeeded()).isFalse();
    }

    @Test
    void keepsWhatAProgramSaidThatEndedByItself() {
        var program = shell("echo done; exit 1");
        assertThat(ends(program)).isTrue();
        assertThat(program.lastWords(1)).isEqualTo("done");
        program.signal("HUP");
        program.pause();
        program.kill();
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void signalsAProgram() {
        var program = shell("trap 'echo heard' HUP; echo ready; " + SAYS_AGAIN_AND_AGAIN);
        awaitWord(program, "ready");
        program.signal("HUP");
        awaitWord(program, "heard");
        assertThat(program.isAlive()).isTrue();
    }

    @Test
    void stopsAProgramThatIsHeldStill() {
        var program = shell("trap 'echo asked; exit' TERM; echo ready; " + SAYS_AGAIN_AND_AGAIN);
        awaitWord(program, "ready");
        program.pause();
        assertThat(program.stop(LIMIT)).isTrue();
        assertThat(program.lastWords(1)).isEqualTo("asked");
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void stopsAProgramThatDoesNotWantTo() {
        var program = shell("trap '' TERM; echo ready; " + SAYS_AGAIN_AND_AGAIN);
        awaitWord(program, "ready");
        assertThat(program.stop(Duration.ofMillis(100))).isFalse();
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void killsAProgramAndWhatItStarted() {
        var program = shell("sleep 1000 & echo \"child $!.\"; wait");
        long child = child(program);
        assertThat(ProcessHandle.of(child)).isPresent();
        program.pause();
        program.kill();
        assertThat(program.isAlive()).isFalse();
        assertThat(isGone(program.pid())).isTrue();
        assertThat(isGone(child)).isTrue();
    }

    @Test
    void holdsAProgramStill() throws IOException {
        var program = shell(SAYS_AGAIN_AND_AGAIN);
        awaitWord(program, "here");
        program.pause();
        program.pause();
        assertThat(program.isAlive()).isTrue();
        long before = Files.size(program.log());
        assertThat(Waiting.until(A_WHILE, () -> program.log().toFile().length() > before))
                .as("says something while it is held")
                .isFalse();
        program.resume();
        assertThat(Waiting.until(LIMIT, () -> program.log().toFile().length() > before)).isTrue();
    }

    @Test
    void removesANamespaceWithWhatRunsInIt() {
        var program = shell("sleep 1000 & echo \"child $!.\"; exec sleep 1000");
        long child = child(program);
        engine().removeNamespace(namespace);
        assertThat(engine().namespaces()).doesNotContain(namespace);
        assertThat(isGone(program.pid())).isTrue();
        assertThat(isGone(child)).isTrue();
        engine().removeNamespace(namespace);
    }

    @Test
    void removesWhatAKilledProcessLeft() {
        engine().createNamespace(LEFT);
        var program = shell(LEFT, "exec sleep 1000");
        Owner.removeLeftovers(engine());
        assertThat(engine().namespaces()).doesNotContain(LEFT).contains(namespace);
        assertThat(isGone(program.pid())).isTrue();
    }

    /// In user-mode Linux the directories of the machine's labs are seen, and no process of theirs.
    @Test
    void whatIsOfAnotherKernelIsLeftToIt() {
        assertThat(Owner.isLeftover(LEFT)).isTrue();
        assertThat(Owner.isLeftover(LEFT.replaceFirst("-\\p{XDigit}{8}-", "-00000000-"))).isFalse();
    }

    @Test
    void deletesWhatProgramsWrote() throws IOException {
        var written = Files.createDirectory(directory.resolve("written"));
        engine().exec(namespace, List.of("mkdir", "-m", "700", written + "/a")).orThrow();
        engine().exec(namespace, List.of("touch", written + "/a/b")).orThrow();
        engine().delete(written);
        assertThat(written).doesNotExist();
        engine().delete(written);
    }

    @Test
    void givesAProgramFilesOfItsOwn() throws IOException {
        var available = Availability.of(PeerKind.BIRD, engine());
        Assumptions.assumeTrue(
                available instanceof Availability.Available, () -> String.valueOf(available));
        var root = ((Availability.Available) available).root();
        var run = Files.createDirectory(directory.resolve("run"));
        Files.writeString(run.resolve("given"), "given");
        var log = directory.resolve("log");
        var script = "cat /run/given; ls /usr/sbin/bird; echo left >/run/left; exec sleep 1000";
        var program =
                engine().start(namespace, new Launch(root, run, List.of("sh", "-c", script), log));
        awaitWord(program, "/usr/sbin/bird");
        awaitWord(program, "given");
        assertThat(Waiting.until(LIMIT, () -> Files.exists(run.resolve("left")))).isTrue();
        assertThat(program.exec(List.of("cat", "/run/given")).orThrow()).isEqualTo("given");
    }
}
