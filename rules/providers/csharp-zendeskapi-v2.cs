using ZendeskApi_v2;

@@if file-scoped@@
namespace @@NAMESPACE@@;

@@end@@
@@if block@@
namespace @@NAMESPACE@@
{
@@end@@
@@indent block@@
/// <summary>Gives a client with a valid access token; ask for it for each use, because a client keeps the token it was built with.</summary>
internal static class ZendeskApiFactory
{
    private static readonly object Lock = new object();
    private static string@@N@@ token;
    private static ZendeskApi@@N@@ client;

    internal static ZendeskApi Current
    {
        get
        {
            var current = ZendeskOAuth.Token();
            lock (Lock)
            {
                if (client == null || token != current)
                {
                    client = new ZendeskApi(ZendeskOAuth.BaseUrl() + "/api/v2", current);
                    token = current;
                }

                return client;
            }
        }
    }
}
@@end@@
@@if block@@
}
@@end@@
