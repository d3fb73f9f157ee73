package dev.evpnd.rib.instance;

/// How a prefix is reached: by a router behind another VTEP, or by a host of a bridge domain here.
sealed interface Way permits Tunnel, Intent.HostHop {}
