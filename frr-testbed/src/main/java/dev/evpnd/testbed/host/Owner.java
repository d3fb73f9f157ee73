package dev.evpnd.testbed.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Whose a namespace or a directory is, told by its name: that of a process, when it started, and
/// of which kernel it is. No other process shares these. What a killed process left can so be told
/// from what is in use, also in user-mode Linux, where the directories of the machine are seen, but
/// not its processes.
public final class Owner {
    private static final String PREFIX = "evpnd-lab";
    private static final Pattern NAME =
            Pattern.compile(PREFIX + "-(\\p{XDigit}{8})-(\\d+)-(\\d+)-\\d+(-.*)?");
    private static final String KERNEL = kernel();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Owner() {}

    /// A name that was never given before.
    ///
    /// @return the name
    public static String newName() {
        return nameOf(ProcessIdentity.of(ProcessHandle.current().pid()), COUNT.incrementAndGet());
    }

    static String nameOf(ProcessIdentity owner, int number) {
        return "%s-%s-%d-%d-%d".formatted(PREFIX, KERNEL, owner.pid(), owner.start(), number);
    }

    /// It is another after each boot.
    private static String kernel() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).substring(0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The directory of that name, whether or not it is there.
    ///
    /// @param name a name given by [#newName()]
    /// @return the directory
    public static Path directory(String name) {
        return temporary().resolve(name);
    }

    /// Removes the namespaces and directories whose owners have ended.
    ///
    /// @param engine what made the namespaces
    public static void removeLeftovers(Engine engine) {
        engine.namespaces().stream().filter(Owner::isLeftover).forEach(engine::removeNamespace);
        names(temporary()).stream()
                .filter(Owner::isLeftover)
                .forEach(name -> engine.delete(directory(name)));
    }

    static boolean isLeftover(String name) {
        var matcher = NAME.matcher(name);
        return matcher.matches()
                && matcher.group(1).equals(KERNEL)
                && !new ProcessIdentity(
                                Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)))
                        .isAlive();
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /// What is in a directory.
    static List<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
