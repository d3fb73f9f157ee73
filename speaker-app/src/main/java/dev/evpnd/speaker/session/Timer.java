package dev.evpnd.speaker.session;

/// What a session may wait for.
enum Timer {
    /// ConnectRetryTimer of RFC 4271 section 8.
    CONNECT_RETRY,
    /// DelayOpenTimer: the peer may speak first.
    DELAY_OPEN,
    /// HoldTimer: the peer has to say something.
    HOLD,
    /// KeepaliveTimer: something has to be said to the peer.
    KEEPALIVE,
    /// IdleHoldTimer: nothing is tried, nothing is accepted.
    IDLE_HOLD,
    /// SendHoldTimer of RFC 9687: the peer has to take something.
    SEND_HOLD
}
