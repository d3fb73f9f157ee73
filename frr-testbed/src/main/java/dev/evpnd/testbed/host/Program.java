package dev.evpnd.testbed.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A program that was started and is watched: it can be stopped, killed, held still, and asked by
/// commands that see what it sees. Whatever it started itself shares its fate.
public interface Program {

    /// The process id, as the machine sees it.
    ///
    /// @return the id
    long pid();

    /// Whether it still runs.
    ///
    /// @return true if it has not ended
    boolean isAlive();

    /// What it has written so far, standard output and error together.
    ///
    /// @return the file, which stays until the lab is closed
    Path log();

    /// The end of what it has written.
    ///
    /// @param lines how many lines at most
    /// @return the last lines
    default String lastWords(int lines) {
        var all = Command.read(log()).lines().toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    /// Runs a command where this program runs: same namespaces, same files.
    ///
    /// @param command program and arguments
    /// @return how it ended
    Outcome exec(List<String> command);

    /// Sends a signal to the program, and to no other process.
    ///
    /// @param name without the SIG, such as HUP
    void signal(String name);

    /// Ends it as an operator would (SIGTERM), and by SIGKILL if it has not ended by then.
    ///
    /// @param patience how long it has to end by itself
    /// @return whether it ended by itself
    boolean stop(Duration patience);

    /// Ends it and what it started at once (SIGKILL).
    void kill();

    /// Holds it and what it started still (SIGSTOP): its sockets stay open and nobody reads them.
    void pause();

    /// Lets it go on (SIGCONT).
    void resume();
}
