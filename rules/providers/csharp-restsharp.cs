using RestSharp;
using RestSharp.Authenticators;

@@if file-scoped@@
namespace @@NAMESPACE@@;

@@end@@
@@if block@@
namespace @@NAMESPACE@@
{
@@end@@
@@indent block@@
/// <summary>Makes RestSharp send a Zendesk access token that is valid at the time of the request.</summary>
internal sealed class ZendeskAuthenticator : IAuthenticator
{
    public void Authenticate(IRestClient client, IRestRequest request)
    {
        if (ZendeskOAuth.IsAccount(client.BuildUri(request)))
        {
            request.AddOrUpdateParameter("Authorization", "Bearer " + ZendeskOAuth.Token(), ParameterType.HttpHeader);
        }
    }
}
@@end@@
@@if block@@
}
@@end@@
