package dev.evpnd.speaker.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/// Has a reflector do all that reflectors do: leaves come up and announce their hosts, one comes
/// late, hosts move and go, a leaf asks again, a session ends. What its JVM learned by that becomes
/// the AOT cache that evpnd is started with.
final class TrainingRun {
    private static final int LEAVES = 10;
    private static final int SENDERS = 5;
    private static final int HOSTS = 4000;
    private static final int MOVES = 1500;
    private static final int GONE = 500;

    private final Pupil pupil;
    private final List<Leaf> leaves = new ArrayList<>();

    private TrainingRun(Pupil pupil) {
        this.pupil = pupil;
    }

    /// @param arguments evpnd's jar, the file that has the options of its JVM, and where the cache
    ///   is to be
    static void main(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("evpnd-training");
        var cache = Path.of(arguments[2]);
        Files.deleteIfExists(cache);
        var options = List.of("@" + arguments[1], "-XX:AOTCacheOutput=" + cache);
        try (var pupil = new Pupil(Path.of(arguments[0]), directory, options)) {
            var run = new TrainingRun(pupil);
            try {
                run.play();
            } catch (IOException | TimeoutException failure) {
                throw new IllegalStateException("evpnd said:\n" + pupil.words(), failure);
            }
            pupil.end();
            if (!Files.exists(cache)) {
                throw new IllegalStateException("there is no cache; evpnd said:\n" + pupil.words());
            }
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void play() throws Exception {
        for (int i = 0; i < LEAVES; i++) {
            comeUp();
        }
        announceAll();
        awaitAll(SENDERS * HOSTS);
        comeUp().awaitRoutes(SENDERS * HOSTS);
        moveHosts();
        announceAll();
        withdrawHosts();
        leaves.removeFirst().close();
        awaitAll((SENDERS - 1) * (HOSTS - GONE));
        for (var leaf : leaves) {
            leaf.close();
        }
    }

    private Leaf comeUp() throws Exception {
        var leaf = Leaf.connect(leaves.size() + 1, pupil);
        leaves.add(leaf);
        leaf.awaitEstablished();
        return leaf;
    }

    private void announceAll() throws IOException {
        for (var leaf : senders()) {
            leaf.announce(HOSTS);
        }
    }

    private List<Leaf> senders() {
        return leaves.subList(0, SENDERS);
    }

    private void awaitAll(int routes) throws Exception {
        for (var leaf : leaves) {
            leaf.awaitRoutes(routes);
        }
    }

    /// One after the other: each is told before the next comes.
    private void moveHosts() throws Exception {
        for (int host = 0; host < MOVES; host++) {
            leaves.getFirst().move(host, 1);
            leaves.getLast().awaitMoves(host + 1);
        }
        leaves.getLast().askAgain();
    }

    private void withdrawHosts() throws Exception {
        for (int host = 0; host < GONE; host++) {
            for (var leaf : senders()) {
                leaf.withdraw(host);
            }
        }
        awaitAll(SENDERS * (HOSTS - GONE));
    }
}
