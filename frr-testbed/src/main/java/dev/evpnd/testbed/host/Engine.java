package dev.evpnd.testbed.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What makes network namespaces and runs programs in them: the machine itself, or containers. A
/// lab does not care which; [EngineChoice] says which one a machine has.
public interface Engine {

    /// Why no program can be started that sees these files.
    ///
    /// @param root the files
    /// @return the reason; nothing where it can
    Optional<String> refuses(Root root);

    /// Makes a network namespace with `lo` up.
    ///
    /// @param name a name that no other has
    void createNamespace(String name);

    /// Ends every process in a namespace and removes it. One that is not there is no error.
    ///
    /// @param name its name
    void removeNamespace(String name);

    /// The namespaces that are there, made by whomever.
    ///
    /// @return their names
    List<String> namespaces();

    /// Links two namespaces by a veth pair, both ends down.
    ///
    /// @param one the name of a namespace
    /// @param link the name of its end, which is to be new there
    /// @param other the name of another
    /// @param otherLink the name of the other end
    void link(String one, String link, String other, String otherLink);

    /// Runs a command of the machine in a namespace to its end.
    ///
    /// @param namespace where
    /// @param command program and arguments
    /// @return how it ended
    Outcome exec(String namespace, List<String> command);

    /// Starts a program in a namespace and does not wait for it.
    ///
    /// @param namespace where to
    /// @param launch what
    /// @return the program, which may have ended by now
    Program start(String namespace, Launch launch);

    /// Deletes a directory, whoever of its programs wrote there.
    ///
    /// @param directory what to delete; it need not be there
    void delete(Path directory);
}
