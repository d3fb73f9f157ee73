package dev.evpnd.speaker.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evpnd.speaker.daemon.DirectoryLock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RoomTest {
    @TempDir private Path parent;

    /// What a process leaves that is killed: its lock ends with it.
    private Path leaveOne(String name) throws IOException {
        var left = parent.resolve(name);
        try (var _ = DirectoryLock.take(left).orElseThrow()) {
            Files.createDirectory(left.resolve("vtep1"));
            Files.writeString(left.resolve("vtep1/view.sock"), "");
            return left;
        }
    }

    @Test
    void isGoneWithAllThatIsInItWhenItIsClosed() throws IOException {
        Path directory;
        try (var room = Room.in(parent)) {
            directory = room.directory();
            Files.writeString(Files.createDirectory(directory.resolve("a")).resolve("b"), "c");
        }
        assertThat(directory).doesNotExist();
        assertThat(parent).isEmptyDirectory();
    }

    /// As by whoever is told to end in the middle, by two threads.
    @Test
    void isLeftToTheNextOnceItIsClosed() throws IOException {
        var place = parent.resolve("one");
        var first = Room.at(place);
        first.close();
        try (var next = Room.at(place)) {
            first.close();
            assertThat(next.directory()).isDirectoryContaining("glob:**lock");
        }
    }

    @Test
    void isForOneAtATime() throws IOException {
        try (var room = Room.at(parent.resolve("one"))) {
            assertThatThrownBy(() -> Room.at(room.directory()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another one is up")
                    .hasMessageContaining(room.directory().toString());
        }
    }

    @Test
    void whatOneHasLeftIsRemovedByTheNextAndWhatIsInUseIsNot() throws IOException {
        var left = leaveOne("evpnd-demo-1");
        try (var used = Room.in(parent)) {
            assertThat(Room.removeLeftovers(parent)).containsExactly(left);
            assertThat(left).doesNotExist();
            assertThat(used.directory()).exists();
        }
    }

    @Test
    void whatOnlyLooksLikeOneIsLeftAlone() throws IOException {
        var without = Files.createDirectory(parent.resolve("evpnd-demo-without-lock"));
        var elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("lock"), "");
        var link = Files.createSymbolicLink(parent.resolve("evpnd-demo-link"), elsewhere);
        var file = Files.writeString(parent.resolve("evpnd-demo-file"), "");
        assertThat(Room.removeLeftovers(parent)).isEmpty();
        assertThat(without).exists();
        assertThat(elsewhere.resolve("lock")).exists();
        assertThat(link).isSymbolicLink();
        assertThat(file).exists();
    }

    @Test
    void whatIsInItCanBeRemovedWhileItIsHeld() throws IOException {
        var left = leaveOne("evpnd-demo-1");
        try (var room = Room.at(left)) {
            assertThat(room.clear()).containsExactly(left.resolve("vtep1"));
            assertThat(left).isDirectoryContaining("glob:**lock");
        }
        assertThat(left).doesNotExist();
    }
}
