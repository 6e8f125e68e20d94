package @@PACKAGE@@

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
@@if credential@@
	"log"
@@end@@
@@if dual@@
	"log"
@@end@@
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const (
	// zendeskScope is what the access token may do.
	zendeskScope    = "@@SCOPE@@"
	zendeskLifetime = 1800
	zendeskTimeout  = 30 * time.Second
)

// zendeskTokens holds the access token of this process.
var zendeskTokens = &zendeskTokenSource{}

// zendeskDo sends a request with an access token that is still valid, and repeats it once with a new one when Zendesk
// rejects the token. Requests to other hosts are sent as they are.
func zendeskDo(send func(*http.Request) (*http.Response, error), req *http.Request) (*http.Response, error) {
	base, err := zendeskBaseURL()
	if err != nil {
		return nil, err
	}
	if !strings.EqualFold(req.URL.Scheme+"://"+req.URL.Host, base) {
		return send(req)
	}
@@if dual@@
	if user, password, ok := zendeskFallback(); ok {
		basic := req.Clone(req.Context())
		basic.SetBasicAuth(user, password)
		return send(basic)
	}
@@end@@
	token, err := zendeskTokens.get(req.Context())
	if err != nil {
		return nil, err
	}
	first := req.Clone(req.Context())
	first.Header.Set("Authorization", "Bearer "+token)
	resp, err := send(first)
	if err != nil || !zendeskRejects(resp) {
		return resp, err
	}
	zendeskTokens.forget(token)
	second := req.Clone(req.Context())
	if req.Body != nil && req.Body != http.NoBody {
		if req.GetBody == nil {
			return resp, nil
		}
		if second.Body, err = req.GetBody(); err != nil {
			return nil, err
		}
	}
	if token, err = zendeskTokens.get(req.Context()); err != nil {
		return nil, err
	}
	second.Header.Set("Authorization", "Bearer "+token)
	return send(second)
}

@@if authorize@@
// authorizeZendesk gives a request an access token that is still valid.
func authorizeZendesk(req *http.Request) error {
@@if dual@@
	if user, password, ok := zendeskFallback(); ok {
		req.SetBasicAuth(user, password)
		return nil
	}
@@end@@
	token, err := zendeskTokens.get(req.Context())
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return nil
}

@@end@@
@@if transport@@
// zendeskTransport authorizes what an http.Client sends.
type zendeskTransport struct{}

func (zendeskTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	return zendeskDo(http.DefaultTransport.RoundTrip, req)
}

// zendeskHTTPClient returns a client that repeats a request once when Zendesk rejects its token.
func zendeskHTTPClient() *http.Client {
	return &http.Client{Transport: zendeskTransport{}}
}

@@end@@
@@if credential@@
@@switch credential@@
// zendeskCredential gives go-zendesk the current access token for each request.
type zendeskCredential struct{}

func (zendeskCredential) Email() string { return "" }

func (zendeskCredential) Bearer() bool { return true }

func (zendeskCredential) Secret() string {
	token, err := zendeskTokens.get(context.Background())
	if err != nil {
		log.Print(err)
	}
	return token
}

@@end@@
@@if dual@@
var zendeskWarning sync.Once

// zendeskFallback returns user and password for the API token, while nothing of the OAuth client is set.
func zendeskFallback() (user, password string, ok bool) {
	get := func(name string) string { return strings.TrimSpace(os.Getenv(name)) }
	user, password = get("@@USER@@"), get("@@TOKEN@@")
	if get("@@CLIENT_ID@@") != "" || get("@@CLIENT_SECRET@@") != "" || user == "" || password == "" {
		return "", "", false
	}
	zendeskWarning.Do(func() {
		log.Print("Zendesk API tokens stop working on 2027-04-30: set @@CLIENT_ID@@ and @@CLIENT_SECRET@@")
	})
	return strings.TrimSuffix(user, "/token") + "/token", password, true
}

@@end@@
// zendeskTokenSource gets access tokens by OAuth client credentials.
type zendeskTokenSource struct {
	mu      sync.Mutex
	token   string
	renewAt time.Time
}

// get returns the current access token; one caller fetches it, the others wait.
func (s *zendeskTokenSource) get(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == "" || !time.Now().Before(s.renewAt) {
		token, life, err := fetchZendeskToken(ctx)
		if err != nil {
			return "", err
		}
		early := 60 * time.Second
		if life <= 300*time.Second {
			early = life / 5
		}
		s.token = token
		s.renewAt = time.Now().Add(life - early)
	}
	return s.token, nil
}

// forget drops a token that was rejected, unless it was replaced already.
func (s *zendeskTokenSource) forget(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == token {
		s.token = ""
	}
}

func fetchZendeskToken(ctx context.Context) (string, time.Duration, error) {
	base, err := zendeskBaseURL()
	if err != nil {
		return "", 0, err
	}
	id, err := zendeskSetting("@@CLIENT_ID@@")
	if err != nil {
		return "", 0, err
	}
	secret, err := zendeskSetting("@@CLIENT_SECRET@@")
	if err != nil {
		return "", 0, err
	}
	body, err := json.Marshal(map[string]interface{}{
		"grant_type":    "client_credentials",
		"client_id":     id,
		"client_secret": secret,
		"scope":         zendeskScope,
		"expires_in":    zendeskLifetime,
	})
	if err != nil {
		return "", 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/oauth/tokens", bytes.NewReader(body))
	if err != nil {
		return "", 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	client := &http.Client{Timeout: zendeskTimeout}
	resp, err := client.Do(req)
	if err != nil {
		return "", 0, err
	}
	defer resp.Body.Close()
	var grant struct {
		AccessToken string  `json:"access_token"`
		Scope       *string `json:"scope"`
		ExpiresIn   float64 `json:"expires_in"`
		Error       string  `json:"error"`
	}
	err = json.NewDecoder(resp.Body).Decode(&grant)
	if resp.StatusCode/100 != 2 {
		return "", 0, fmt.Errorf("Zendesk gave no access token: %d %s", resp.StatusCode, grant.Error)
	}
	if err != nil {
		return "", 0, fmt.Errorf("Zendesk gave no access token: %w", err)
	}
	if grant.AccessToken == "" {
		return "", 0, fmt.Errorf("Zendesk gave no access token")
	}
	if grant.Scope != nil {
		granted := " " + strings.Join(strings.Fields(*grant.Scope), " ") + " "
		for _, name := range strings.Fields(zendeskScope) {
			if !strings.Contains(granted, " "+name+" ") {
				return "", 0, fmt.Errorf("the Zendesk OAuth client does not allow: %s", name)
			}
		}
	}
	life := grant.ExpiresIn
	if life <= 0 {
		life = zendeskLifetime
	}
	return grant.AccessToken, time.Duration(life * float64(time.Second)), nil
}

// zendeskRejects tells whether the access token was refused. The response can still be read.
func zendeskRejects(resp *http.Response) bool {
	if resp.StatusCode != http.StatusUnauthorized {
		return false
	}
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	var answer struct {
		Error string `json:"error"`
	}
	return json.Unmarshal(body, &answer) == nil && answer.Error == "invalid_token"
}

// zendeskBaseURL returns the account's address without a path.
func zendeskBaseURL() (string, error) {
	@@URL@@
}

func zendeskSetting(name string) (string, error) {
	value := strings.TrimSpace(os.Getenv(name))
	if value == "" {
		return "", fmt.Errorf("%s is not set", name)
	}
	return value, nil
}
