package dev.supsync.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Connections that fail at one commit: before it, or after it when only its answer is lost. */
public final class FaultyConnections extends AbstractDataSource {

    /** What happens at that commit, and from then on. */
    public enum Fault {
        /** The transaction is lost; the database works on. */
        REFUSED,
        /** The transaction is lost, and the database with it. */
        DEAD_BEFORE,
        /** The transaction is committed, but nobody hears of it, and of the database no more. */
        DEAD_AFTER
    }

    private final DataSource source;
    private final Fault fault;
    private final int failing;
    private final AtomicInteger commits = new AtomicInteger();
    private volatile boolean dead;

    /**
     * @param failing the number of the commit that fails, from 1; 0 for none
     */
    public FaultyConnections(DataSource source, Fault fault, int failing) {
        this.source = source;
        this.fault = fault;
        this.failing = failing;
    }

    /** How many commits there were. */
    public int commits() {
        return commits.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (dead) {
            throw lost();
        }
        Connection connection = source.getConnection();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    String name = method.getName();
                    if (name.equals("close")) {
                        connection.close(); // rolls back, as a server does
                        return null;
                    }
                    if (dead && name.equals("rollback")) {
                        return null; // it was
                    }
                    if (dead) {
                        throw lost();
                    }
                    if (name.equals("commit") && commits.incrementAndGet() == failing) {
                        fail(connection);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    private void fail(Connection connection) throws SQLException {
        if (fault == Fault.DEAD_AFTER) {
            connection.commit();
        } else {
            connection.rollback();
        }
        dead = fault != Fault.REFUSED;
        throw lost();
    }

    private static SQLException lost() {
        return new SQLException("the connection was lost", "08006");
    }
}
