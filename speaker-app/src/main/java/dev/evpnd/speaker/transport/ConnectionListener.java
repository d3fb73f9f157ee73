package dev.evpnd.speaker.transport;

import dev.evpnd.wire.error.Malformed;

/// Who is told what happens to a [Connection], on its I/O loop.
public interface ConnectionListener {

    /// It can be sent on, and what comes is read.
    void opened(Connection connection);

    /// It could not be opened.
    void failed(Connection connection, Throwable cause);

    /// A message came that is not of an established session, or ends it.
    ///
    /// @param octets that are the listener's only for now
    void message(Connection connection, byte[] octets, int start, int length);

    /// One or more whole messages came: UPDATE, ROUTE-REFRESH, and KEEPALIVE between them.
    ///
    /// @param octets that are not written to any more, and hardly longer than
    /// @param length of the messages
    void routes(Connection connection, byte[] octets, int length);

    /// What came is no message. Nothing more is read.
    void malformed(Connection connection, Malformed fault);

    /// Some of what was written has to wait for the peer.
    void waiting(Connection connection);

    /// It is closed, by the peer or on the way.
    void lost(Connection connection);
}
