package dev.supsync.hierarchy;

import java.util.List;

/**
 * What the clients of a site are told of their software update point.
 *
 * @param site the site code
 * @param addresses one for each kind of connection; empty of a site whose clients are told nothing
 */
public record Policy(String site, List<Address> addresses) {

    public Policy {
        addresses = List.copyOf(addresses);
    }

    /** How clients connect. */
    public enum Connection {
        INTRANET,
        INTERNET
    }

    /**
     * Where clients of a kind find their software update point.
     *
     * @param server its name
     * @param url scheme, host and port
     */
    public record Address(Connection connection, String server, String url) {}
}
