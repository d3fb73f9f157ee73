package dev.evpnd.testbed.host;

/// What makes network namespaces and runs programs in them: the machine itself, or containers. A
/// lab does not care which.
public interface Engine {

    /// Makes a network namespace that `ip -n NAME` knows, with `lo` up.
    ///
    /// @param name a name that no other has
    void createNamespace(String name);

    /// Ends every process in a namespace and removes it. One that is not there is no error.
    ///
    /// @param name its name
    void removeNamespace(String name);

    /// Starts a program in a namespace and does not wait for it.
    ///
    /// @param namespace where to
    /// @param launch what
    /// @return the program, which may have ended by now
    Program start(String namespace, Launch launch);
}
